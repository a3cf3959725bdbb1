-- What digests ask of every report there ever was, out of the report itself. Days are written as in
-- the report, because no cast of text to a day is the same in every session.
ALTER TABLE rounds
    ADD COLUMN report_on text GENERATED ALWAYS AS (report ->> 'closed_on') STORED,
    ADD COLUMN report_answered integer
        GENERATED ALWAYS AS ((report ->> 'answered')::integer) STORED,
    ADD COLUMN report_expected integer
        GENERATED ALWAYS AS ((report ->> 'expected')::integer) STORED,
    ADD COLUMN report_colour text GENERATED ALWAYS AS (report ->> 'overall') STORED,
    ADD COLUMN report_progress integer
        GENERATED ALWAYS AS ((report ->> 'progress')::integer) STORED,
    ADD COLUMN report_forecast text GENERATED ALWAYS AS (report ->> 'forecast') STORED;
CREATE INDEX rounds_reports ON rounds (project_id, closed_at DESC, id)
    INCLUDE (report_on, report_answered, report_expected, report_colour, report_progress,
             report_forecast)
    WHERE report IS NOT NULL;

-- The digests that come again, derived from the office file: one row for each of their leaders, as
-- the file calls them, in the zone of that leader.
CREATE TABLE digest_series (
    id text PRIMARY KEY,
    digest text NOT NULL,
    leader text NOT NULL,
    time_zone text NOT NULL,
    cron text NOT NULL,
    every_weeks integer NOT NULL DEFAULT 1,
    starts_on date NOT NULL,
    retired boolean NOT NULL DEFAULT false,
    next_local timestamp,
    next_due_at timestamptz
);
CREATE INDEX digest_series_due ON digest_series (next_due_at) WHERE next_due_at IS NOT NULL;

-- What was told to one leader, as it was then: a megabyte for thousands of projects, so it is kept as
-- the text that it is. `made_on` is their day, `wanted` the ids of what waits for their decision,
-- `page` the one that they turned to last. The card shows `shown` of `version`; `shown_at` is real
-- time.
CREATE TABLE digests (
    id text PRIMARY KEY,
    series text NOT NULL,
    person_id text NOT NULL,
    made_at timestamptz NOT NULL,
    made_on date NOT NULL,
    time_zone text NOT NULL,
    wanted text[] NOT NULL,
    facts json NOT NULL,
    acknowledged_at timestamptz,
    page integer NOT NULL DEFAULT 1,
    version integer NOT NULL DEFAULT 1,
    shown integer NOT NULL DEFAULT 0,
    shown_at timestamptz
);
CREATE INDEX digests_person ON digests (person_id, made_on DESC, made_at DESC);
CREATE INDEX digests_stale ON digests (shown_at) WHERE shown < version;

-- Every decision, in the order in which they were made; the newest one on a thing holds.
CREATE TABLE digest_decisions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id text NOT NULL,
    wanted_id text NOT NULL,
    digest_id text NOT NULL REFERENCES digests,
    decided text NOT NULL CHECK (decided IN ('yes', 'no')),
    decided_at timestamptz NOT NULL,
    by_name text NOT NULL
);
CREATE INDEX digest_decisions_wanted ON digest_decisions (person_id, wanted_id);

-- What leaders asked, with the reply; the owner's card shows `shown` of `version`.
CREATE TABLE digest_questions (
    id text PRIMARY KEY,
    place bigint GENERATED ALWAYS AS IDENTITY,
    digest_id text NOT NULL REFERENCES digests,
    project_id text NOT NULL,
    project text NOT NULL,
    wanted_id text NOT NULL,
    about text NOT NULL,
    text text NOT NULL,
    asked_at timestamptz NOT NULL,
    leader_id text NOT NULL,
    leader text NOT NULL,
    owner_id text NOT NULL,
    owner text NOT NULL,
    reply text NOT NULL DEFAULT '',
    replied_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    shown integer NOT NULL DEFAULT 0,
    shown_at timestamptz
);
CREATE INDEX digest_questions_digest ON digest_questions (digest_id);
CREATE INDEX digest_questions_stale ON digest_questions (shown_at) WHERE shown < version;

-- Forms that were sent in, by what they are about (a digest, a question): a repeated one changes
-- nothing and hears the same.
CREATE TABLE digest_nonces (
    about text NOT NULL,
    nonce text NOT NULL,
    said text NOT NULL,
    PRIMARY KEY (about, nonce)
);

-- A delivery may show a digest or a question, too; it then has a body for its first time.
ALTER TABLE deliveries
    ADD COLUMN digest_id text REFERENCES digests,
    ADD COLUMN question_id text REFERENCES digest_questions;
CREATE INDEX deliveries_digest ON deliveries (digest_id) WHERE digest_id IS NOT NULL;
CREATE INDEX deliveries_question ON deliveries (question_id) WHERE question_id IS NOT NULL;

CREATE INDEX addresses_person ON addresses (person_id) WHERE person_id IS NOT NULL;

-- Whom the office file means by a name: as Graph told it, else the object id that it is.
CREATE FUNCTION person_of(written text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT person_id FROM named_people WHERE called = written),
        (SELECT id FROM people WHERE id = written),
        (SELECT person_id FROM addresses WHERE person_id = written LIMIT 1))
$$;

-- The newest personal chat with somebody that is open to us.
CREATE FUNCTION chat_of(whom text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT conversation_id FROM addresses
    WHERE person_id = whom AND team_id IS NULL AND closed IS NULL
    ORDER BY learnt_at DESC, conversation_id LIMIT 1
$$;

-- The zone that the office file gives somebody under any of their names; null where it gives none.
CREATE FUNCTION zone_of(whom text, written text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT body ->> 'time_zone' FROM office_items
    WHERE part = 'people' AND body ->> 'time_zone' IS NOT NULL AND office_items.id IN (
        SELECT lower(written) UNION SELECT lower(whom)
        UNION SELECT lower(called) FROM named_people WHERE person_id = whom
        UNION SELECT lower(principal) FROM people WHERE people.id = whom)
    ORDER BY id = lower(written) DESC, id LIMIT 1
$$;
