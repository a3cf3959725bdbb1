-- An exception that somebody asked for, as Request of core/standards/exceptions.py. `about` tells the
-- findings of its team that it is for; `parts` are the clauses, with what was seen. What holds of it is
-- an item of the office.
CREATE TABLE waivers (
    id text PRIMARY KEY,
    team_id text NOT NULL,
    team text NOT NULL,
    about text NOT NULL,
    title text NOT NULL,
    says text NOT NULL,
    parts jsonb NOT NULL,
    reason text NOT NULL,
    until date NOT NULL,
    run_id text NOT NULL,
    asked_by text NOT NULL,
    asker text NOT NULL,
    asked_at timestamptz NOT NULL,
    open boolean NOT NULL DEFAULT true
);
CREATE INDEX waivers_team ON waivers (team_id, asked_at);
-- Nobody asks for what is asked for and has no answer yet.
CREATE UNIQUE INDEX waivers_open ON waivers (team_id, about) WHERE open;

-- What was said of one, in order: the last word counts.
CREATE TABLE waiver_words (
    waiver text NOT NULL REFERENCES waivers ON DELETE CASCADE,
    number integer NOT NULL,
    state text NOT NULL,
    by text NOT NULL,
    name text NOT NULL,
    at timestamptz NOT NULL,
    why text NOT NULL,
    PRIMARY KEY (waiver, number)
);

-- Forms that were sent in, by what they are about (a team, a request): a repeated one changes nothing
-- and hears the same.
CREATE TABLE waiver_nonces (
    about text NOT NULL,
    nonce text NOT NULL,
    said text NOT NULL,
    spent_at timestamptz NOT NULL DEFAULT our_now(),
    PRIMARY KEY (about, nonce)
);
CREATE INDEX waiver_nonces_spent ON waiver_nonces (spent_at);
