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

-- An absence ends with its last day by the clock of who is away, wherever the round is held.
ALTER TABLE people ADD COLUMN away_ends_at timestamptz;
UPDATE people SET away_ends_at = (away_until + 1)::timestamp AT TIME ZONE center_zone()
WHERE away_until IS NOT NULL;

-- Who is asked at a moment: the roster's people that are no guests, and those named; nobody away.
DROP FUNCTION respondents(boolean, text, text[], date);
CREATE FUNCTION respondents(by_members boolean, place_ text, called_ text[], moment timestamptz)
RETURNS TABLE (person_id text) LANGUAGE sql STABLE AS $$
    SELECT member.person_id
    FROM members AS member JOIN people AS person ON person.id = member.person_id
    WHERE by_members AND member.place = place_ AND NOT person.guest
      AND (person.away_ends_at IS NULL OR person.away_ends_at <= moment)
    UNION
    SELECT named.person_id
    FROM named_people AS named LEFT JOIN people AS person ON person.id = named.person_id
    WHERE named.called = ANY (called_) AND named.person_id IS NOT NULL
      AND (person.away_ends_at IS NULL OR person.away_ends_at <= moment)
$$;
