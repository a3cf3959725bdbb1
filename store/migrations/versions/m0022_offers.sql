-- What could be put right in a team by what a standard asks, as it was last read: the changes in the
-- order in which they are applied.
CREATE TABLE offers (
    team_id text NOT NULL,
    standard text NOT NULL,
    team_name text NOT NULL,
    run text NOT NULL,
    read_at timestamptz NOT NULL,
    changes jsonb NOT NULL,
    PRIMARY KEY (team_id, standard)
);

-- The newest card with all that an owner has to put right. Another one comes after a week, or on the
-- day until which they put it off.
CREATE TABLE owner_cards (
    person_id text PRIMARY KEY,
    card text NOT NULL,
    begun_at timestamptz NOT NULL,
    put_off_until date
);

CREATE INDEX plan_changes_id ON plan_changes (id);

-- Up to when those whom a plan touches were told what became of it.
ALTER TABLE plans ADD COLUMN told_at timestamptz;
CREATE INDEX plan_changes_at ON plan_changes (at);
