"""The whole database in one file, and back: by PostgreSQL's own pg_dump and pg_restore."""
