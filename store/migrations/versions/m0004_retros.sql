-- The retros that come again, derived from the office file. No `votes`: the format's.
CREATE TABLE retro_series (
    id text PRIMARY KEY,
    project_id text NOT NULL,
    project text NOT NULL,
    owner text,
    team_id text NOT NULL,
    channel_id text NOT NULL,
    format text NOT NULL,
    votes integer,
    time_zone text NOT NULL,
    cron text NOT NULL,
    every_weeks integer NOT NULL DEFAULT 1,
    starts_on date NOT NULL,
    retired boolean NOT NULL DEFAULT false,
    next_local timestamp,
    next_due_at timestamptz
);
CREATE INDEX retro_series_due ON retro_series (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX retro_series_project ON retro_series (project_id);

-- A retro, with its format as it was at the start. `series` is empty when it was started in the
-- channel; `owner` is whom the office file calls so. No `phase`: closed. `voted` is there once the
-- ballots are counted. Its card shows `shown` of `version`; `shown_at` is real time.
CREATE TABLE retros (
    id text PRIMARY KEY,
    series text NOT NULL,
    number integer NOT NULL,
    project_id text NOT NULL,
    project text NOT NULL,
    owner text,
    team_id text NOT NULL,
    channel_id text NOT NULL,
    format jsonb NOT NULL,
    votes integer NOT NULL,
    time_zone text NOT NULL,
    phase text,
    started_by text,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    voted integer,
    version integer NOT NULL DEFAULT 1,
    shown integer NOT NULL DEFAULT 0,
    shown_at timestamptz,
    UNIQUE (project_id, number),
    CHECK ((phase IS NULL) = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX retros_one_open ON retros (channel_id) WHERE closed_at IS NULL;
CREATE INDEX retros_team ON retros (team_id) WHERE closed_at IS NULL;
CREATE INDEX retros_series ON retros (series, opened_at DESC);
CREATE INDEX retros_stale ON retros (shown_at) WHERE shown < version;

-- A note has no author, no time and no serial number, and its id is random.
CREATE TABLE retro_notes (
    id text PRIMARY KEY,
    retro_id text NOT NULL REFERENCES retros,
    prompt text NOT NULL,
    text text NOT NULL,
    votes integer
);
CREATE INDEX retro_notes_retro ON retro_notes (retro_id);

-- Forms that were sent in: a repeated one changes nothing and hears the same. Nobody is named.
CREATE TABLE retro_nonces (
    retro_id text NOT NULL REFERENCES retros,
    nonce text NOT NULL,
    said text NOT NULL,
    PRIMARY KEY (retro_id, nonce)
);

-- Who gives which note how many votes; gone as soon as they are counted.
CREATE TABLE retro_ballots (
    retro_id text NOT NULL REFERENCES retros,
    person_id text NOT NULL,
    votes jsonb NOT NULL,
    PRIMARY KEY (retro_id, person_id)
);

CREATE TABLE retro_actions (
    id text PRIMARY KEY,
    place bigint GENERATED ALWAYS AS IDENTITY,
    project_id text NOT NULL,
    retro_id text NOT NULL REFERENCES retros,
    title text NOT NULL,
    owner_id text,
    owner text NOT NULL,
    due_on date,
    opened_on date NOT NULL,
    done_on date
);
CREATE INDEX retro_actions_retro ON retro_actions (retro_id);
CREATE INDEX retro_actions_open ON retro_actions (project_id) WHERE done_on IS NULL;

-- A delivery shows a round, or a retro, or has a body of its own.
ALTER TABLE deliveries ADD COLUMN retro_id text REFERENCES retros;
CREATE INDEX deliveries_retro ON deliveries (retro_id) WHERE retro_id IS NOT NULL;

-- The channels whose people we have to know.
CREATE VIEW meeting_places AS
    SELECT team_id, channel_id FROM checkins WHERE NOT retired
    UNION SELECT team_id, channel_id FROM retro_series WHERE NOT retired
    UNION SELECT team_id, channel_id FROM retros WHERE closed_at IS NULL;

-- Whether the office file names this person as one of the Process Center.
CREATE FUNCTION is_staff(person text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM office_items, jsonb_array_elements_text(body -> 'staff') AS called
        WHERE part = 'center' AND (called = person OR called IN (
            SELECT named.called FROM named_people AS named WHERE person_id = person)))
$$;

-- Whether the newest whole audit that covers a team saw this person own it.
CREATE FUNCTION owns_team(person text, team text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT person = ANY (owners)
        FROM audit_runs JOIN audit_teams ON run = number AND audit_teams.team_id = team
        WHERE whole AND state = 'done' ORDER BY number DESC LIMIT 1), false)
$$;
