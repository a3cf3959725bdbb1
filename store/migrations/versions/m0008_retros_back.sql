-- A retro can be taken back a phase. `moves` counts how often it moved, on or back, and `moved_at` is
-- when it did last. `closed_in` is the phase in which it was closed. Its notes were shown once where
-- they are `revealed`: those that are added in a writing after that can be told from them.
--
-- Ballots stay until the first action is agreed or the retro closes: until then the voting can be
-- taken up again.
ALTER TABLE retros
    ADD COLUMN moves integer NOT NULL DEFAULT 0,
    ADD COLUMN moved_at timestamptz,
    ADD COLUMN closed_in text,
    ADD COLUMN revealed boolean NOT NULL DEFAULT false;
UPDATE retros SET revealed = true WHERE phase IS DISTINCT FROM 'write';
CREATE INDEX retros_channel ON retros (channel_id, opened_at);
