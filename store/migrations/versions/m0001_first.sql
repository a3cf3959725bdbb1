-- The rehearsal clock: how far our time is ahead of the system's. Zero but in rehearsals.
CREATE TABLE rehearsal_clock (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    ahead interval NOT NULL DEFAULT '0'
);
INSERT INTO rehearsal_clock DEFAULT VALUES;

-- The office file as it was imported; what is active is derived from it in the same transaction.
CREATE TABLE office_items (
    part text NOT NULL,
    id text NOT NULL,
    position integer NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (part, id)
);

-- People, as Graph knows them. Away until the end of that day, in the person's zone.
CREATE TABLE people (
    id text PRIMARY KEY,
    principal text NOT NULL DEFAULT '',
    name text NOT NULL DEFAULT '',
    guest boolean NOT NULL DEFAULT false,
    away_until date,
    read_at timestamptz
);
CREATE INDEX people_principal ON people (lower(principal));

-- What the office file calls a person: an object id or a principal name, and who that is.
CREATE TABLE named_people (
    called text PRIMARY KEY,
    person_id text,
    gap text,
    asked_at timestamptz
);
CREATE INDEX named_people_person ON named_people (person_id);

CREATE TABLE channels (
    id text PRIMARY KEY,
    team_id text NOT NULL,
    kind text NOT NULL
);
CREATE INDEX channels_team ON channels (team_id);

-- Who is in a team, or in a private or shared channel: `place` is the id of either.
CREATE TABLE rosters (
    place text PRIMARY KEY,
    team_id text NOT NULL,
    read_at timestamptz,
    gap text,
    asked_at timestamptz
);
CREATE TABLE members (
    place text NOT NULL,
    person_id text NOT NULL,
    PRIMARY KEY (place, person_id)
);
CREATE INDEX members_person ON members (person_id);

-- Where a conversation is reached, learnt from what Teams sends.
CREATE TABLE addresses (
    conversation_id text PRIMARY KEY,
    service_url text NOT NULL,
    bot_id text NOT NULL,
    tenant_id text NOT NULL,
    team_id text,
    person_id text,
    closed text,
    learnt_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX addresses_team ON addresses (team_id) WHERE team_id IS NOT NULL;

-- What was due when, by its local time: the key that lets one server of many do it.
CREATE TABLE occurrences (
    schedule text NOT NULL,
    due_local timestamp NOT NULL,
    due_at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('opened', 'late', 'joined', 'missed', 'paused')),
    round_id text,
    PRIMARY KEY (schedule, due_local)
);

-- The check-ins that run, derived from the office file. `next_local` is the next due wall-clock time.
CREATE TABLE checkins (
    id text PRIMARY KEY,
    project_id text NOT NULL,
    project text NOT NULL,
    owner text,
    team_id text NOT NULL,
    channel_id text NOT NULL,
    questions text NOT NULL,
    time_zone text NOT NULL,
    cron text,
    every_weeks integer NOT NULL DEFAULT 1,
    starts_on date NOT NULL,
    open_for interval NOT NULL,
    by_members boolean NOT NULL,
    people text[] NOT NULL DEFAULT '{}',
    paused boolean NOT NULL DEFAULT false,
    retired boolean NOT NULL DEFAULT false,
    next_local timestamp,
    next_due_at timestamptz
);
CREATE INDEX checkins_due ON checkins (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX checkins_channel ON checkins (channel_id);
CREATE INDEX checkins_team ON checkins (team_id);

-- A round's card shows `shown` of `version`; `shown_at` is real time, for the pace of edits.
CREATE TABLE rounds (
    id text PRIMARY KEY,
    checkin_id text NOT NULL,
    project_id text NOT NULL,
    project text NOT NULL,
    owner text,
    team_id text NOT NULL,
    channel_id text NOT NULL,
    questions text NOT NULL,
    time_zone text NOT NULL,
    by_members boolean NOT NULL,
    people text[] NOT NULL,
    opens_at timestamptz NOT NULL,
    closes_at timestamptz NOT NULL,
    closed_at timestamptz,
    late boolean NOT NULL,
    version integer NOT NULL DEFAULT 1,
    shown integer NOT NULL DEFAULT 0,
    shown_at timestamptz,
    report jsonb
);
CREATE UNIQUE INDEX rounds_one_open ON rounds (checkin_id) WHERE closed_at IS NULL;
CREATE INDEX rounds_closing ON rounds (closes_at) WHERE closed_at IS NULL;
CREATE INDEX rounds_history ON rounds (checkin_id, closed_at DESC);
CREATE INDEX rounds_stale ON rounds (shown_at) WHERE shown < version;

CREATE TABLE answers (
    round_id text NOT NULL REFERENCES rounds,
    person_id text NOT NULL,
    body jsonb NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (round_id, person_id)
);
CREATE INDEX answers_person ON answers (person_id, answered_at DESC);

-- Forms that were sent in: a repeated one finds its row, changes nothing and hears the same.
CREATE TABLE submissions (
    round_id text NOT NULL REFERENCES rounds,
    person_id text NOT NULL,
    nonce text NOT NULL,
    said text NOT NULL,
    PRIMARY KEY (round_id, person_id, nonce)
);

-- Every message that we want to be sent. Times are real: they space attempts, not rounds.
CREATE TABLE deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text NOT NULL UNIQUE,
    conversation_id text NOT NULL,
    team_id text,
    round_id text REFERENCES rounds,
    body jsonb,
    state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
    waits_for_address boolean NOT NULL DEFAULT false,
    activity_id text,
    reason text,
    repeats integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deliveries_unsettled ON deliveries (changed_at)
    WHERE state IN ('queued', 'sending', 'unknown');
CREATE INDEX deliveries_round ON deliveries (round_id);
CREATE INDEX deliveries_waiting ON deliveries (team_id) WHERE waits_for_address;

-- When each limited thing is free again; lost with a crash of the server, which is harmless.
CREATE UNLOGGED TABLE limits (
    key text PRIMARY KEY,
    free_at timestamptz NOT NULL
);

-- A private or shared channel has members of its own; every other channel has its team's.
CREATE FUNCTION place_of(channel text, team text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT id FROM channels WHERE id = channel AND kind IN ('private', 'shared')), team
    )
$$;

-- Whether a conversation can be reached: its address, or its team's, is known, and it is not closed
-- to us itself.
CREATE FUNCTION reached(conversation text, team text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM addresses
                   WHERE closed IS NULL AND (conversation_id = conversation OR team_id = team))
       AND NOT EXISTS (SELECT FROM addresses
                       WHERE closed IS NOT NULL AND conversation_id = conversation)
$$;

-- Who is asked on a day: the roster's people that are no guests, and those named; nobody away.
CREATE FUNCTION respondents(by_members boolean, place_ text, called_ text[], day date)
RETURNS TABLE (person_id text) LANGUAGE sql STABLE AS $$
    SELECT member.person_id
    FROM members AS member JOIN people AS person ON person.id = member.person_id
    WHERE by_members AND member.place = place_ AND NOT person.guest
      AND (person.away_until IS NULL OR person.away_until < day)
    UNION
    SELECT named.person_id
    FROM named_people AS named LEFT JOIN people AS person ON person.id = named.person_id
    WHERE named.called = ANY (called_) AND named.person_id IS NOT NULL
      AND (person.away_until IS NULL OR person.away_until < day)
$$;
