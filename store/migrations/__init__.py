"""The steps that bring a database to today's shape, run by Alembic."""
