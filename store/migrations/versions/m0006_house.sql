-- Everything that people press on, by its kind and id, with where its people are: who may do what is
-- read from here. `starter` and `addressee` are Entra object ids, `named` as the office file calls
-- them; `by_members` tells whether the members of the channel are asked. It is to end at `ends_at`;
-- once it has `ended` nothing of it is sent any more, and who comes and goes changes its card no more.
CREATE TABLE things (
    kind text NOT NULL,
    id text NOT NULL,
    team_id text,
    channel_id text,
    project_id text,
    starter text,
    addressee text,
    by_members boolean NOT NULL DEFAULT true,
    named text[] NOT NULL DEFAULT '{}',
    ends_at timestamptz,
    ended boolean NOT NULL DEFAULT false,
    PRIMARY KEY (kind, id)
);
CREATE INDEX things_in_team ON things (team_id) WHERE NOT ended AND team_id IS NOT NULL;
CREATE INDEX things_ending ON things (ends_at) WHERE NOT ended AND ends_at IS NOT NULL;

INSERT INTO things (kind, id, team_id, channel_id, project_id, by_members, named, ends_at, ended)
    SELECT 'round', id, team_id, channel_id, project_id, by_members, people, closes_at,
        closed_at IS NOT NULL
    FROM rounds;
INSERT INTO things (kind, id, team_id, channel_id, project_id, starter, ended)
    SELECT 'retro', id, team_id, channel_id, project_id, started_by, closed_at IS NOT NULL
    FROM retros;
INSERT INTO things (kind, id, addressee, by_members)
    SELECT 'digest', id, person_id, false FROM digests;
INSERT INTO things (kind, id, project_id, addressee, by_members)
    SELECT 'question', id, project_id, owner_id, false FROM digest_questions;

-- A delivery is a message with a body of its own, or the card of a thing: the one in a channel, or that
-- of one `recipient` where there is one for each of many people. `shown_at` is real time, for the pace
-- of edits.
ALTER TABLE deliveries
    ADD COLUMN kind text,
    ADD COLUMN thing text,
    ADD COLUMN recipient text NOT NULL DEFAULT '',
    ADD COLUMN shown_at timestamptz;
UPDATE deliveries SET kind = 'round', thing = round_id, shown_at = (
    SELECT shown_at FROM rounds WHERE id = round_id) WHERE round_id IS NOT NULL;
UPDATE deliveries SET kind = 'retro', thing = retro_id, shown_at = (
    SELECT shown_at FROM retros WHERE id = retro_id) WHERE retro_id IS NOT NULL;
UPDATE deliveries SET kind = 'digest', thing = digest_id, recipient = person_id,
    shown_at = digests.shown_at FROM digests WHERE digests.id = digest_id;
UPDATE deliveries SET kind = 'question', thing = question_id, recipient = owner_id,
    shown_at = asked.shown_at FROM digest_questions AS asked WHERE asked.id = question_id;

-- What a card does not show yet: whoever changes what it has to show adds a row of their own, and
-- whoever shows it takes away the rows that they saw before. So no press waits for another one.
-- Without a foreign key, which would have every press lock the same delivery.
CREATE TABLE changes (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery bigint NOT NULL
);
CREATE INDEX changes_delivery ON changes (delivery);
INSERT INTO changes (delivery)
    SELECT deliveries.id FROM deliveries JOIN (
        SELECT 'round' AS kind, id FROM rounds WHERE shown < version
        UNION ALL SELECT 'retro', id FROM retros WHERE shown < version
        UNION ALL SELECT 'digest', id FROM digests WHERE shown < version
        UNION ALL SELECT 'question', id FROM digest_questions WHERE shown < version
    ) AS behind ON behind.kind = deliveries.kind AND behind.id = thing;

ALTER TABLE deliveries
    DROP COLUMN round_id, DROP COLUMN retro_id, DROP COLUMN digest_id, DROP COLUMN question_id,
    ADD CHECK ((kind IS NULL) = (thing IS NULL)),
    ADD CHECK (kind IS NOT NULL OR body IS NOT NULL);
CREATE UNIQUE INDEX deliveries_card ON deliveries (thing, kind, recipient) WHERE thing IS NOT NULL;
ALTER TABLE rounds DROP COLUMN version, DROP COLUMN shown, DROP COLUMN shown_at;
ALTER TABLE retros DROP COLUMN version, DROP COLUMN shown, DROP COLUMN shown_at;
ALTER TABLE digests DROP COLUMN version, DROP COLUMN shown, DROP COLUMN shown_at;
ALTER TABLE digest_questions DROP COLUMN version, DROP COLUMN shown, DROP COLUMN shown_at;

-- Jobs that were deferred by the version before: one kind of job shows every kind of card now.
UPDATE procrastinate_jobs AS job SET task_name = 'show', queue_name = 'edits',
    args = shown.args,
    lock = concat_ws(':', 'show', shown.args ->> 'kind', shown.args ->> 'id', shown.args ->> 'recipient'),
    queueing_lock = CASE WHEN queueing_lock IS NOT NULL THEN concat_ws(
        ':', 'show', shown.args ->> 'kind', shown.args ->> 'id', shown.args ->> 'recipient') END
FROM (
    SELECT old.id, jsonb_build_object('kind', kind, 'id', thing, 'recipient', coalesce((
        SELECT recipient FROM deliveries
        WHERE deliveries.kind = old.kind AND deliveries.thing = old.thing), '')) AS args
    FROM (
        SELECT id, substr(task_name, 6) AS kind, args ->> (substr(task_name, 6) || '_id') AS thing
        FROM procrastinate_jobs WHERE task_name LIKE 'show\_%'
    ) AS old
) AS shown
WHERE job.id = shown.id;

-- What repeats. `kind` and `id` say what, `reader` for whom where it comes to each by itself, as the
-- office file calls them. It is due next at `next_local` by the wall clock of its zone, which is the
-- instant `next_due_at`; without them it comes no more. It is worth beginning for `worth` after its
-- time; without that until its next time has come. `gap` is from one time to the one that follows.
CREATE TABLE schedules (
    kind text NOT NULL,
    id text NOT NULL,
    reader text NOT NULL DEFAULT '',
    cron text NOT NULL,
    time_zone text NOT NULL,
    every_weeks integer NOT NULL DEFAULT 1,
    starts_on date NOT NULL,
    worth interval,
    gap interval,
    paused boolean NOT NULL DEFAULT false,
    next_local timestamp,
    next_due_at timestamptz,
    PRIMARY KEY (kind, id, reader)
);
CREATE INDEX schedules_due ON schedules (next_due_at, kind, id, reader)
    WHERE next_due_at IS NOT NULL;

INSERT INTO schedules (kind, id, cron, time_zone, every_weeks, starts_on, worth, paused, next_local,
        next_due_at)
    SELECT 'checkin', id, cron, time_zone, every_weeks, starts_on, open_for, paused, next_local,
        next_due_at
    FROM checkins WHERE cron IS NOT NULL
    UNION ALL SELECT 'retro', id, cron, time_zone, every_weeks, starts_on, '1 day', false, next_local,
        next_due_at
    FROM retro_series
    UNION ALL SELECT 'audit', id, cron, time_zone, every_weeks, starts_on, NULL, false, next_local,
        next_due_at
    FROM audits;
INSERT INTO schedules (kind, id, reader, cron, time_zone, every_weeks, starts_on, worth, next_local,
        next_due_at)
    SELECT 'digest', digest, leader, cron, time_zone, every_weeks, starts_on, '1 day', next_local,
        next_due_at
    FROM digest_series;

ALTER TABLE checkins DROP COLUMN cron, DROP COLUMN every_weeks, DROP COLUMN starts_on,
    DROP COLUMN paused, DROP COLUMN next_local, DROP COLUMN next_due_at;
ALTER TABLE retro_series DROP COLUMN cron, DROP COLUMN every_weeks, DROP COLUMN starts_on,
    DROP COLUMN next_local, DROP COLUMN next_due_at;
ALTER TABLE audits DROP COLUMN time_zone, DROP COLUMN cron, DROP COLUMN every_weeks,
    DROP COLUMN starts_on, DROP COLUMN next_local, DROP COLUMN next_due_at;
DROP TABLE digest_series;

-- A round keeps the questions that it asks, as a retro its format: `asked` is null for rounds of the
-- version before until a process that knows its content fills it in. `gap` is from one round of the
-- check-in to the next.
ALTER TABLE rounds ADD COLUMN asked jsonb, ADD COLUMN gap interval;

-- Who owns a team, as its roster was read; until then, as the newest whole audit saw it.
CREATE TABLE owners (
    team_id text NOT NULL,
    person_id text NOT NULL,
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX owners_person ON owners (person_id);
INSERT INTO owners (team_id, person_id)
    SELECT DISTINCT newest.team_id, person FROM (
        SELECT DISTINCT ON (team_id) team_id, owners
        FROM audit_teams JOIN audit_runs ON number = run WHERE whole AND state = 'done'
        ORDER BY team_id, run DESC
    ) AS newest CROSS JOIN LATERAL unnest(newest.owners) AS person;
DROP FUNCTION owns_team(text, text);

-- Read anew, so that owners are known as soon as this version runs.
UPDATE rosters SET asked_at = NULL, read_at = read_at - interval '1 year' WHERE read_at IS NOT NULL;

-- The channels whose people we have to know: those of projects, those in which something goes on, and
-- every team in which the app is installed.
CREATE OR REPLACE VIEW meeting_places AS
    SELECT body ->> 'team' AS team_id, body ->> 'channel' AS channel_id FROM office_items
    WHERE part = 'projects' AND body ->> 'team' IS NOT NULL AND body ->> 'channel' IS NOT NULL
    UNION SELECT team_id, channel_id FROM things
    WHERE NOT ended AND team_id IS NOT NULL AND channel_id IS NOT NULL
    UNION SELECT team_id, conversation_id FROM addresses WHERE team_id IS NOT NULL;

-- Whether the office file names this person as a leader.
CREATE FUNCTION leads(person text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM office_items, jsonb_array_elements(body -> 'leaders') AS leader
        WHERE part = 'center' AND person_of(leader ->> 'person') = person)
$$;
