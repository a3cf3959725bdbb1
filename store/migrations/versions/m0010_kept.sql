-- Our time: the system's, moved by the rehearsal clock. So a rehearsed year ages what is kept by a year.
CREATE FUNCTION our_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT now() + coalesce((SELECT ahead FROM rehearsal_clock), '0')
$$;

-- When what is kept for some time only began to be kept, by our time.
ALTER TABLE deliveries ADD COLUMN wanted_at timestamptz NOT NULL DEFAULT our_now();
UPDATE deliveries SET wanted_at = created_at;
CREATE INDEX deliveries_wanted ON deliveries (wanted_at) WHERE body IS NOT NULL;
ALTER TABLE digest_nonces ADD COLUMN spent_at timestamptz NOT NULL DEFAULT our_now();
CREATE INDEX digest_nonces_spent ON digest_nonces (spent_at);
CREATE INDEX occurrences_due ON occurrences (due_at);

-- When what is outdated was looked for last, by our time.
CREATE TABLE clearing (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    at timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO clearing DEFAULT VALUES;

-- What a digest told is not kept for ever; that there was one is.
ALTER TABLE digests ALTER COLUMN facts DROP NOT NULL;
CREATE INDEX digests_told ON digests (made_at) WHERE facts IS NOT NULL;

-- An occurrence has the job that makes what it began, until that is done: so one that was lost is given
-- again, whatever its kind.
ALTER TABLE occurrences ADD COLUMN job text, ADD COLUMN arguments jsonb, ADD COLUMN given_at timestamptz;
CREATE INDEX occurrences_owed ON occurrences (begun_id) WHERE job IS NOT NULL;
UPDATE occurrences SET job = 'run_audit', arguments = jsonb_build_object('run_id', begun_id),
        given_at = now()
    FROM audit_runs WHERE audit_runs.id = begun_id AND state IN ('planned', 'running');
UPDATE occurrences SET job = task_name, arguments = args, given_at = now()
    FROM procrastinate_jobs
    WHERE task_name = 'send_digest' AND status <> 'succeeded' AND args ->> 'digest_id' = begun_id
      AND NOT EXISTS (SELECT FROM digests WHERE id = begun_id);

-- A run of the office file is kept first, and told of then; `told` once that is done.
ALTER TABLE audit_runs ADD COLUMN told boolean NOT NULL DEFAULT false;
UPDATE audit_runs SET told = true WHERE state IN ('done', 'given_up');

-- Digests, forms and overviews ask of each project and check-in what is newest, never for all there was.
DROP INDEX rounds_reports;
CREATE INDEX rounds_reports ON rounds (project_id, closed_at DESC) WHERE report IS NOT NULL;
CREATE INDEX rounds_told ON rounds (project_id, closed_at DESC, id) WHERE report_answered > 0;
CREATE INDEX rounds_coloured ON rounds (project_id, coalesce(report_colour, ''), closed_at DESC, id)
    WHERE report_answered > 0;
CREATE INDEX rounds_forecast ON rounds (project_id, closed_at DESC, id) INCLUDE (report_forecast)
    WHERE report_answered > 0 AND report_forecast IS NOT NULL;
CREATE INDEX rounds_silent ON rounds (project_id, closed_at) INCLUDE (report_on)
    WHERE report_answered = 0;
CREATE INDEX rounds_heard ON rounds (checkin_id, closed_at DESC, id) WHERE report_answered > 0;
CREATE INDEX rounds_opened ON rounds (checkin_id, opens_at DESC, id);

-- An audit of one team reads what is known of that team.
CREATE INDEX audit_teams_team ON audit_teams (team_id, run);
CREATE INDEX audit_spans_team ON audit_spans (team_id) WHERE end_run IS NULL;
CREATE INDEX audit_findings_subject ON audit_findings (subject_id, run);

-- The list of a run as people are told it, worst first: which finding speaks for each cause, since when,
-- and what is new about it. `lines` is how many there are; null where nobody has written them yet.
CREATE TABLE audit_lines (
    run integer NOT NULL,
    line integer NOT NULL,
    place integer NOT NULL,
    first_seen_at timestamptz,
    news text NOT NULL,
    PRIMARY KEY (run, line)
);
ALTER TABLE audit_runs ADD COLUMN lines integer;
