-- What would put findings right, as Plan of core/standards/changes/model.py.
CREATE TABLE plans (
    id text PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    made_at timestamptz NOT NULL,
    made_by text NOT NULL,
    standards text[] NOT NULL,
    team_id text NOT NULL DEFAULT ''
);
CREATE INDEX plans_newest ON plans (team_id, number);

-- One run over what is approved of a plan, or over what is put back. It writes `budget` times at most.
CREATE TABLE plan_batches (
    id text PRIMARY KEY,
    plan text NOT NULL REFERENCES plans ON DELETE CASCADE,
    undo boolean NOT NULL,
    budget integer NOT NULL,
    written integer NOT NULL DEFAULT 0 CHECK (written <= budget),
    made_at timestamptz NOT NULL
);
CREATE INDEX plan_batches_plan ON plan_batches (plan, made_at);

-- The changes of a plan in their order. `proposed` never changes; `picked` is what was approved.
CREATE TABLE plan_changes (
    plan text NOT NULL REFERENCES plans ON DELETE CASCADE,
    place integer NOT NULL,
    id text NOT NULL,
    proposed jsonb NOT NULL,
    picked jsonb,
    state text NOT NULL DEFAULT 'proposed',
    why text NOT NULL DEFAULT '',
    digest text NOT NULL DEFAULT '',
    approved_by text NOT NULL DEFAULT '',
    approved_with text NOT NULL DEFAULT '',
    begun boolean NOT NULL DEFAULT false,
    was jsonb,
    kept jsonb,
    at timestamptz,
    undo text NOT NULL DEFAULT '',
    undo_by text NOT NULL DEFAULT '',
    undo_with text NOT NULL DEFAULT '',
    PRIMARY KEY (plan, place),
    UNIQUE (plan, id),
    -- Nothing is written that nobody approved.
    CHECK (approved_by <> '' OR state IN ('proposed', 'skipped', 'refused')),
    CHECK (undo_by <> '' OR state NOT IN ('undoing', 'undone'))
);
CREATE INDEX plan_changes_open ON plan_changes (plan)
    WHERE state IN ('approved', 'applying', 'undoing') OR undo = 'approved';
-- By whom a finding was put right.
CREATE INDEX plan_changes_done ON plan_changes
    ((proposed ->> 'standard'), (proposed ->> 'rule'), (proposed -> 'subject' ->> 'id'))
    WHERE state = 'verified';

-- Who proposed, approved, and what became of it. Names of people are not here: they may be erased.
CREATE TABLE change_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    event text NOT NULL,
    plan text NOT NULL,
    change text NOT NULL,
    kind text NOT NULL,
    thing text NOT NULL,
    standard text NOT NULL,
    rule text NOT NULL,
    team_id text NOT NULL,
    target text NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    by text NOT NULL,
    by_user text NOT NULL,
    why text NOT NULL
);
CREATE INDEX change_log_plan ON change_log (plan, number);
CREATE INDEX change_log_team ON change_log (team_id, number);
CREATE FUNCTION change_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was changed in the tenant stays in the log';
END
$$;
CREATE TRIGGER change_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON change_log
    FOR EACH STATEMENT EXECUTE FUNCTION change_log_stays();
