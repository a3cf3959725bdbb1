-- For a delivery that is `soon`, somebody waits at their screen: it goes before all others. `cause` is
-- why it could not be sent, in one word of core/posting/deliveries.py. `tries` counts how often in a row
-- it was not found, not taken, or not edited. One that is unclear is looked for next at `look_at`; without
-- that a while after it became unclear, and at 'infinity' never again.
ALTER TABLE deliveries
    ADD COLUMN soon boolean NOT NULL DEFAULT false,
    ADD COLUMN cause text,
    ADD COLUMN tries integer NOT NULL DEFAULT 0,
    ADD COLUMN look_at timestamptz;
CREATE INDEX deliveries_unsent ON deliveries (conversation_id) WHERE state IN ('queued', 'failed');
CREATE INDEX deliveries_unsent_of_team ON deliveries (team_id) WHERE state IN ('queued', 'failed');
CREATE INDEX deliveries_missing ON deliveries (kind, thing)
    WHERE state IN ('queued', 'sending', 'failed', 'unknown');

-- A conversation that was `closed` to us, for that `cause`, is tried again at `closed_until`, later with
-- each of its `refusals`; without that it is closed until we hear from it.
ALTER TABLE addresses
    ADD COLUMN cause text,
    ADD COLUMN closed_until timestamptz,
    ADD COLUMN refusals integer NOT NULL DEFAULT 0;
UPDATE addresses SET closed_until = now() WHERE closed NOT LIKE 'Process Center was removed%';
CREATE INDEX addresses_closed ON addresses (closed_until) WHERE closed IS NOT NULL;

-- Whether a conversation can be reached: its address, or its team's, is known, and it is not closed to
-- us itself at this moment.
CREATE OR REPLACE FUNCTION reached(conversation text, team text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM addresses
                   WHERE (closed IS NULL OR closed_until <= now())
                     AND (conversation_id = conversation OR team_id = team))
       AND NOT EXISTS (SELECT FROM addresses
                       WHERE closed IS NOT NULL AND (closed_until > now()) IS NOT FALSE
                         AND conversation_id = conversation)
$$;

-- The day, by their own clock, on which somebody was last told what could not be sent.
CREATE TABLE unsent_told (
    person_id text PRIMARY KEY,
    told_on date NOT NULL
);

-- Threads were closed by ids of their own, which nobody ever looked for.
DELETE FROM addresses WHERE conversation_id LIKE '%;messageid=%';

-- The newest personal chat with somebody that is open to us at this moment.
CREATE OR REPLACE FUNCTION chat_of(whom text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT conversation_id FROM addresses
    WHERE person_id = whom AND team_id IS NULL AND (closed IS NULL OR closed_until <= now())
    ORDER BY learnt_at DESC, conversation_id LIMIT 1
$$;

-- Whether a delivery is sent when its conversation can be reached again: it waits for that, or it is
-- the card of what is open and failed, unless it would fail again or somebody deleted it.
CREATE FUNCTION comes_again(delivery deliveries) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE delivery.state
        WHEN 'queued' THEN delivery.waits_for_address
        WHEN 'failed' THEN delivery.cause IS DISTINCT FROM 'deleted'
            AND delivery.cause IS DISTINCT FROM 'too_big'
            AND delivery.created_at > now() - interval '30 days'
            AND EXISTS (SELECT FROM things WHERE NOT ended
                        AND things.kind = delivery.kind AND things.id = delivery.thing)
        ELSE false END
$$;
