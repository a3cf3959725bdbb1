-- What Teams last told of somebody's client, empty where it never did. A zone that the office file
-- gives counts more, so the two are never one column.
CREATE TABLE clients (
    person_id text PRIMARY KEY,
    time_zone text NOT NULL,
    locale text NOT NULL
);

CREATE FUNCTION told_zone(whom text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(time_zone, '') FROM clients WHERE person_id = whom
$$;

CREATE FUNCTION center_zone() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT body ->> 'time_zone' FROM office_items WHERE part = 'center'), 'UTC')
$$;

-- A schedule that goes by its reader's own clock, and the zone that the office file gives it.
ALTER TABLE schedules
    ADD COLUMN by_reader boolean NOT NULL DEFAULT false,
    ADD COLUMN written_zone text;
UPDATE schedules SET by_reader = true,
    written_zone = (SELECT body -> 'schedule' ->> 'time_zone' FROM office_items
        WHERE part = 'digests' AND office_items.id = schedules.id)
WHERE kind = 'digest';

-- By whose clock what is written for a reader goes: their own by the office file, else the
-- schedule's, else what Teams told last, else the centre's.
CREATE FUNCTION reader_zone(reader text, written_zone text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(zone_of(person.id, reader), written_zone, told_zone(person.id), center_zone())
    FROM (SELECT person_of(reader) AS id) AS person
$$;
