-- The day on which a run that is kept first saw a team archived; gone when one sees that it is not.
CREATE TABLE archived_teams (team_id text PRIMARY KEY, since date NOT NULL);

-- What a run that is not done yet has heard from Microsoft Graph, in packed pieces; gone with its end.
CREATE TABLE audit_answers (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id text NOT NULL,
    read_at timestamptz NOT NULL DEFAULT now(),
    keys text[] NOT NULL,
    body bytea NOT NULL
);
CREATE INDEX audit_answers_of_a_run ON audit_answers (run_id);
