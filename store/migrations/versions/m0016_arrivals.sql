-- Activities that were not let in, by the hour: why, and what they said of themselves ('' for nothing).
-- Of one reason and hour a few are told apart, all others are one row with '*'. Times are the server's.
CREATE TABLE refusals (
    hour timestamptz NOT NULL,
    reason text NOT NULL,
    host text NOT NULL,
    tenant text NOT NULL,
    named text NOT NULL,
    times bigint NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (hour, reason, host, tenant, named)
);

-- When any process let an activity in last.
CREATE TABLE let_in (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    at timestamptz
);
INSERT INTO let_in DEFAULT VALUES;
