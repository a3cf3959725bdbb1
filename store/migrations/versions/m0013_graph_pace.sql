-- What processes write for each other, for a moment at a time. It may be lost with the machine: then
-- the pace begins anew, as it does when nobody read for ten seconds.
CREATE UNLOGGED TABLE slates (
    name text PRIMARY KEY,
    written text NOT NULL DEFAULT ''
) WITH (fillfactor = 50);

-- What became of posts, of all processes together. A process adds what it counted every few seconds,
-- so that posts do not wait for each other.
CREATE TABLE posts_counted (
    outcome text PRIMARY KEY,
    posts bigint NOT NULL
);
