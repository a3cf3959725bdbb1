-- What psql does after what a backup brought, in the same transaction. It meets the shape of the
-- file, before any migration: written for all of them since `OLDEST` in archive.py.
SELECT set_config('search_path', quote_ident(:'schema'), true);
SELECT set_config('center.made_at', :'made_at', true);

-- What was unsent may have been sent since. It is looked for, where the app may read; what is not
-- found is told as unclear, and sent again only to who asks for it.
UPDATE deliveries SET repeats = greatest(repeats, :repeats) WHERE state = 'unknown';

-- What was on its way to somebody with whom a chat was just to be begun waits for nobody else: it may
-- have been sent, too. A file from before there were such has no function for it.
DO $$
BEGIN
    IF to_regproc('begins_chat') IS NOT NULL THEN
        UPDATE deliveries SET waits_for_address = false WHERE begins_chat(deliveries);
    END IF;
END
$$;

-- What waited for an installation, or was refused, most likely still does: looked for, it goes back
-- to where it was. That takes one repeat, which is given here.
UPDATE deliveries SET state = 'unknown', waits_for_address = false, repeats = repeats - 1,
    tries = 0, look_at = NULL, cause = NULL, changed_at = now(),
    reason = format('It was not sent when the backup of %s UTC was made.', :'made_at')
WHERE state = 'queued' AND waits_for_address OR state = 'failed' AND comes_again(deliveries);

UPDATE deliveries SET state = 'unknown', repeats = greatest(repeats, :repeats),
    tries = 0, look_at = NULL, cause = NULL, changed_at = now(),
    reason = format('It was not sent when the backup of %s UTC was made.', :'made_at')
WHERE state IN ('queued', 'sending');

-- So nothing is there to be sent, and what is to be shown is found below. Other jobs that were under
-- way have no worker any more, and are done again.
DELETE FROM procrastinate_jobs
WHERE task_name IN ('deliver', 'show') AND status IN ('todo', 'doing');
DELETE FROM procrastinate_workers;

-- What was approved and waits may have been done since, and put back: nobody wants it twice. It is
-- asked for anew. What was begun is looked at first, as after any crash. A file from before there
-- were plans has no tables for them.
DO $$
BEGIN
    IF to_regclass('plan_changes') IS NOT NULL THEN
        WITH waits AS (
            UPDATE plan_changes SET state = 'proposed', approved_by = '', approved_with = ''
            WHERE state = 'approved' AND NOT begun
            RETURNING plan, id, coalesce(picked, proposed) AS change,
                coalesce(picked, proposed) -> 'before' AS was,
                coalesce(picked, proposed) -> 'after' AS becomes
        ), goes_back AS (
            UPDATE plan_changes SET undo = ''
            WHERE undo = 'approved' AND state <> 'undoing'
            RETURNING plan, id, coalesce(picked, proposed) AS change,
                coalesce(picked, proposed) -> 'after' AS was, plan_changes.was AS becomes
        )
        INSERT INTO change_log (at, event, plan, change, kind, thing, standard, rule, team_id,
            target, before, after, by, by_user, why)
        SELECT now(), 'withdrawn', plan, id, change ->> 'kind', change ->> 'thing',
            change ->> 'standard', change ->> 'rule', change ->> 'team_id', change ->> 'target',
            was, coalesce(becomes, 'null'), 'restore', '',
            format('It waited when the backup of %s UTC was made.',
                current_setting('center.made_at'))
        FROM (SELECT * FROM waits UNION ALL SELECT * FROM goes_back) AS found ORDER BY plan, id;
    END IF;
END
$$;

-- What was sent and read a moment before holds up nobody.
DELETE FROM limits;
DELETE FROM slates;

-- Cards may show what came after the backup, so each that people still press is shown anew.
INSERT INTO changes (delivery)
SELECT delivery.id
FROM deliveries AS delivery
JOIN things ON things.kind = delivery.kind AND things.id = delivery.thing AND NOT ended
WHERE state IN ('sent', 'unknown') AND (things.channel_id IS NOT NULL
    OR created_at > (SELECT max(created_at) FROM deliveries) - interval '30 days')
ORDER BY delivery.id;

COMMIT;
