-- How much people have to follow, as Overload of core/standards/model.py; null where it was not read.
ALTER TABLE audit_runs ADD COLUMN overload jsonb;
