-- What psql does before what a backup brings, in the same transaction: nobody but us is at work on
-- the database, and all that is ours in its schema goes. `restored.sql` commits; should anything
-- fail before, or we be killed, all of it is undone.
BEGIN;
SET LOCAL lock_timeout = '10s';
SELECT set_config(name, '0', true) FROM pg_settings WHERE name = 'transaction_timeout';

-- A start waits here, or at the next line, and finds the restored database then.
SELECT pg_advisory_xact_lock(:lock);
DO $$
DECLARE
    others integer;
    command text;
    gone boolean := true;
    why text;
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE;
    END IF;
    SELECT count(*) INTO others FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'process-center'
      AND pid <> pg_backend_pid();
    IF others > 0 THEN
        RAISE EXCEPTION 'center: Process Center is at work on the database (connections: %). %',
            others, 'Stop each serve and worker of it first.';
    END IF;

    -- What others need goes after them. What is not ours to drop, and what somebody built on ours
    -- outside of the schema, is not taken along.
    WHILE gone LOOP
        gone := false;
        why := NULL;
        FOREACH command IN ARRAY ARRAY(
            SELECT format('DROP %s %s', kind, named) FROM (
                SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                        WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind,
                    oid::regclass::text AS named, tableoid, oid, relowner AS owner
                FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace
                  AND relkind IN ('r', 'p', 'v', 'm', 'S', 'c')
                UNION ALL
                SELECT 'ROUTINE', oid::regprocedure::text, tableoid, oid, proowner FROM pg_proc
                WHERE pronamespace = current_schema()::regnamespace
                UNION ALL
                SELECT 'TYPE', oid::regtype::text, tableoid, oid, typowner FROM pg_type
                WHERE typnamespace = current_schema()::regnamespace AND typtype IN ('e', 'd', 'r')
            ) AS made
            WHERE pg_has_role(owner, 'USAGE') AND NOT EXISTS (
                SELECT FROM pg_depend WHERE classid = tableoid AND objid = made.oid
                  AND (deptype = 'e' OR kind = 'SEQUENCE' AND deptype IN ('a', 'i')))
        ) LOOP
            BEGIN
                EXECUTE command;
                gone := true;
            EXCEPTION
                WHEN dependent_objects_still_exist THEN
                    GET STACKED DIAGNOSTICS why = PG_EXCEPTION_DETAIL;
                WHEN undefined_table OR undefined_object OR undefined_function THEN
                    NULL;  -- it went with another
            END;
        END LOOP;
    END LOOP;
    IF why IS NOT NULL THEN
        RAISE EXCEPTION 'center: Something was built on its tables: %. %',
            split_part(why, E'\n', 1), 'Drop that first, or restore into an empty database.';
    END IF;
END
$$;
