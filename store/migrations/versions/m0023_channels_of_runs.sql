-- The ids of the channels that a run found in a team; null where they were not read.
ALTER TABLE audit_teams ADD COLUMN channels text[];
