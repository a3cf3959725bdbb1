-- An occurrence begins a round, a run, and what else comes to have a schedule.
ALTER TABLE occurrences RENAME COLUMN round_id TO begun_id;

-- The audits that run, derived from the office file. No `standards`: all; no `report_to`: the staff.
CREATE TABLE audits (
    id text PRIMARY KEY,
    standards text[],
    report_to text[],
    time_zone text NOT NULL,
    cron text NOT NULL,
    every_weeks integer NOT NULL DEFAULT 1,
    starts_on date NOT NULL,
    retired boolean NOT NULL DEFAULT false,
    next_local timestamp,
    next_due_at timestamptz
);
CREATE INDEX audits_due ON audits (next_due_at) WHERE next_due_at IS NOT NULL;

-- A run is done from the moment on that everything it found is kept, never before. `number` counts
-- the runs that are done, in the order in which they were kept: clocks can be moved, numbers not.
-- `audit` is empty for a run that somebody asked for; `before` is the run it is compared with.
CREATE SEQUENCE audit_run_numbers AS integer;
CREATE TABLE audit_runs (
    id text PRIMARY KEY,
    audit text NOT NULL,
    state text NOT NULL CHECK (state IN ('planned', 'running', 'done', 'given_up')),
    due_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    reason text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    number integer UNIQUE,
    before integer,
    standards text[],
    whole boolean,
    started_at timestamptz,
    finished_at timestamptz,
    teams integer,
    teams_read integer,
    complete double precision,
    http_requests integer,
    graph_requests integer,
    throttled integer,
    counts jsonb,
    CHECK (state <> 'done' OR (number, standards, whole, started_at, finished_at, teams, teams_read,
                               complete, http_requests, graph_requests, throttled, counts)
                              IS NOT NULL)
);
CREATE INDEX audit_runs_under_way ON audit_runs (audit) WHERE state IN ('planned', 'running');
CREATE INDEX audit_runs_whole ON audit_runs (number DESC) WHERE whole;

-- The teams that a run covers. `owners` is null where they could not be read.
CREATE TABLE audit_teams (
    run integer NOT NULL,
    team_id text NOT NULL,
    name text NOT NULL,
    owners text[],
    PRIMARY KEY (run, team_id)
);

-- What the findings of a run share, so that a sentence is kept once and not for every team.
CREATE TABLE audit_clauses (
    run integer NOT NULL,
    clause integer NOT NULL,
    standard text NOT NULL,
    rule text NOT NULL,
    title text NOT NULL,
    level text NOT NULL,
    severity text NOT NULL,
    why text NOT NULL,
    fix text NOT NULL,
    PRIMARY KEY (run, clause)
);
CREATE TABLE audit_findings (
    run integer NOT NULL,
    place integer NOT NULL,
    clause integer NOT NULL,
    subject_type text NOT NULL,
    subject_id text NOT NULL,
    subject_name text NOT NULL,
    team_id text,
    team_name text NOT NULL,
    outcome text NOT NULL,
    says text NOT NULL,
    seen jsonb,
    wanted jsonb,
    remedy jsonb,
    first_seen_at timestamptz NOT NULL,
    PRIMARY KEY (run, place)
);
CREATE INDEX audit_findings_team ON audit_findings (run, team_id);

-- What was not met, from the run that saw it first (`first_run`) to the one that did not any more
-- (`end_run`): `met`, or gone with its team or its clause. A run that could not look ends nothing.
-- The last run that saw it not met has it at `seen_place`; none has while it was only unknown.
CREATE TABLE audit_spans (
    standard text NOT NULL,
    rule text NOT NULL,
    level text NOT NULL,
    subject_id text NOT NULL,
    subject_type text NOT NULL,
    team_id text,
    first_run integer NOT NULL,
    first_seen_at timestamptz NOT NULL,
    seen_run integer,
    seen_place integer,
    end_run integer,
    met boolean,
    PRIMARY KEY (standard, rule, level, subject_id, first_run)
);
CREATE UNIQUE INDEX audit_spans_open ON audit_spans (standard, rule, level, subject_id)
    WHERE end_run IS NULL;
CREATE INDEX audit_spans_ended ON audit_spans (end_run) WHERE end_run IS NOT NULL;

-- Whether a finding is about a team, its channels or a pair that it is in; about any where null.
CREATE FUNCTION concerns(asked text, team text, subject_type text, subject text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT asked IS NULL OR asked IS NOT DISTINCT FROM team
        OR subject_type = 'pair' AND asked = ANY (string_to_array(subject, '|'))
$$;
