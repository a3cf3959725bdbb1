-- Somebody with whom we tried to begin a chat, and have none yet. `refused` is why, in words; null where
-- nobody gave an answer, `tries` times in a row. `ways` are the teams and channels through which they
-- could be reached then: one more, and they are tried before `again_at`, which is real time.
CREATE TABLE first_contacts (
    person_id text PRIMARY KEY,
    refused text,
    tries integer NOT NULL DEFAULT 0,
    ways text[] NOT NULL DEFAULT '{}',
    tried_at timestamptz NOT NULL DEFAULT now(),
    again_at timestamptz NOT NULL
);

-- What waits for somebody with whom there is no chat.
CREATE INDEX deliveries_for_nobody_met ON deliveries (conversation_id)
    WHERE state = 'queued' AND waits_for_address AND starts_with(conversation_id, 'person:');

-- The teams, and the private and shared channels, that somebody is in and in which we are: the newest
-- address of each that is open to us. LIMIT has it look at the addresses of one team at a time.
CREATE FUNCTION ways_to(whom text) RETURNS TABLE (place text, conversation_id text, service_url text,
    bot_id text, tenant_id text, learnt_at timestamptz) LANGUAGE sql STABLE AS $$
    SELECT here.place, way.*
    FROM (SELECT members.place FROM members WHERE person_id = whom
          UNION SELECT team_id FROM owners WHERE person_id = whom) AS here
    CROSS JOIN LATERAL (
        SELECT coalesce((SELECT team_id FROM channels WHERE id = here.place), here.place) AS id) AS team
    CROSS JOIN LATERAL (
        SELECT known.conversation_id, known.service_url, known.bot_id, known.tenant_id, known.learnt_at
        FROM addresses AS known
        WHERE known.team_id = team.id AND (known.closed IS NULL OR known.closed_until <= now())
          AND place_of(known.conversation_id, known.team_id) = here.place
        ORDER BY known.learnt_at DESC, known.conversation_id LIMIT 1) AS way
$$;

-- Whether somebody was tried, and is not to be tried again at this moment.
CREATE FUNCTION rests(whom text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM first_contacts AS tried WHERE tried.person_id = whom AND tried.again_at > now()
          AND (tried.refused IS NULL OR NOT EXISTS (
              SELECT FROM ways_to(whom) AS way WHERE way.place <> ALL (tried.ways))))
$$;

-- Whether a delivery is on its way to somebody who never wrote to us: nobody said yet that it cannot be.
CREATE FUNCTION begins_chat(delivery deliveries) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT delivery.state = 'queued' AND delivery.waits_for_address
        AND starts_with(delivery.conversation_id, 'person:')
        AND NOT EXISTS (SELECT FROM addresses WHERE team_id IS NULL
                        AND person_id = substr(delivery.conversation_id, 8))
        AND NOT EXISTS (SELECT FROM first_contacts WHERE refused IS NOT NULL
                        AND person_id = substr(delivery.conversation_id, 8))
$$;

-- Where a card for somebody goes: their chat, else what stands for one until it is begun; null where we
-- know that it cannot be. `installs` tells whether we may install the app for whoever is in no team.
CREATE FUNCTION reach_of(whom text, installs boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(chat_of(whom), CASE
        WHEN EXISTS (SELECT FROM addresses WHERE person_id = whom AND team_id IS NULL) THEN NULL
        WHEN EXISTS (SELECT FROM first_contacts AS tried
                     WHERE tried.person_id = whom AND tried.refused IS NOT NULL) AND rests(whom) THEN NULL
        WHEN EXISTS (SELECT FROM ways_to(whom))
          OR installs AND EXISTS (SELECT FROM addresses WHERE team_id IS NOT NULL)
        THEN 'person:' || whom END)
$$;

-- What waits for a first word is sent by itself from now on. Whoever did not write for a month does not
-- need what was news then, and may not be who it was for any more. Who removed us is not written to.
UPDATE deliveries SET state = 'cancelled', waits_for_address = false, changed_at = now(),
    reason = 'It waited for more than a month.'
WHERE state = 'queued' AND waits_for_address AND starts_with(conversation_id, 'person:')
  AND wanted_at < our_now() - interval '30 days'
  AND NOT EXISTS (SELECT FROM addresses WHERE team_id IS NULL
                  AND person_id = substr(deliveries.conversation_id, 8));
