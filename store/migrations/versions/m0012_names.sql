-- An address may be given to somebody else, so names are looked up again and again. `was` is whom a
-- name meant when anybody was called so last; it is `in_file` while the office file has it.
ALTER TABLE named_people
    ADD COLUMN was text,
    ADD COLUMN in_file boolean NOT NULL DEFAULT true;
UPDATE named_people SET was = person_id WHERE person_id IS NOT NULL;
CREATE INDEX named_people_aged ON named_people (asked_at) WHERE in_file AND person_id IS NOT NULL;

-- Ids and addresses are in small letters from now on, ids without braces. In capitals a team was
-- never met, since Teams writes it in small letters. Letters are those of ASCII, in whatever language
-- the database is: in a Turkish one I has no dot when it is small.
UPDATE office_items SET body = jsonb_set(body, '{team}', to_jsonb(lower(btrim(body ->> 'team', '{}') COLLATE "C")))
WHERE part = 'projects' AND body ->> 'team' ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND body ->> 'team' <> lower(btrim(body ->> 'team', '{}') COLLATE "C");
UPDATE checkins SET team_id = lower(btrim(team_id, '{}') COLLATE "C")
WHERE team_id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND team_id <> lower(btrim(team_id, '{}') COLLATE "C");
UPDATE retro_series SET team_id = lower(btrim(team_id, '{}') COLLATE "C")
WHERE team_id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND team_id <> lower(btrim(team_id, '{}') COLLATE "C");
-- What is open goes on: else it waits for a team that nobody ever hears of.
UPDATE rounds SET team_id = lower(btrim(team_id, '{}') COLLATE "C")
WHERE closed_at IS NULL AND team_id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND team_id <> lower(btrim(team_id, '{}') COLLATE "C");
UPDATE retros SET team_id = lower(btrim(team_id, '{}') COLLATE "C")
WHERE closed_at IS NULL AND team_id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND team_id <> lower(btrim(team_id, '{}') COLLATE "C");
UPDATE things SET team_id = lower(btrim(team_id, '{}') COLLATE "C")
WHERE NOT ended AND team_id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND team_id <> lower(btrim(team_id, '{}') COLLATE "C");
UPDATE deliveries SET team_id = lower(btrim(team_id, '{}') COLLATE "C")
WHERE state <> 'sent' AND team_id ~* '^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$'
  AND team_id <> lower(btrim(team_id, '{}') COLLATE "C");

INSERT INTO named_people (called, person_id, was, gap, asked_at)
    SELECT DISTINCT ON (lower(called COLLATE "C")) lower(called COLLATE "C"), person_id, person_id, gap, asked_at
    FROM named_people WHERE called <> lower(called COLLATE "C")
    ORDER BY lower(called COLLATE "C"), person_id NULLS LAST
ON CONFLICT DO NOTHING;
UPDATE schedules AS own SET reader = lower(own.reader COLLATE "C")
FROM (
    SELECT DISTINCT ON (kind, id, lower(reader COLLATE "C")) kind, id, reader FROM schedules
    ORDER BY kind, id, lower(reader COLLATE "C"), next_due_at NULLS LAST, reader
) AS first
WHERE (own.kind, own.id, own.reader) = (first.kind, first.id, first.reader)
  AND own.reader <> lower(own.reader COLLATE "C") AND NOT EXISTS (
    SELECT FROM schedules AS small
    WHERE small.kind = own.kind AND small.id = own.id AND small.reader = lower(own.reader COLLATE "C"));

DROP INDEX people_principal;
CREATE INDEX people_principal ON people (lower(principal COLLATE "C"));

-- The zone that the office file gives somebody under any of their names; null where it gives none.
CREATE OR REPLACE FUNCTION zone_of(whom text, written text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT body ->> 'time_zone' FROM office_items
    WHERE part = 'people' AND body ->> 'time_zone' IS NOT NULL AND office_items.id IN (
        SELECT lower(written COLLATE "C") UNION SELECT lower(whom COLLATE "C")
        UNION SELECT lower(called COLLATE "C") FROM named_people WHERE person_id = whom
        UNION SELECT lower(principal COLLATE "C") FROM people WHERE people.id = whom)
    ORDER BY id = lower(written COLLATE "C") DESC, id LIMIT 1
$$;
