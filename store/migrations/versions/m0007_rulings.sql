-- The leaders in whose scope a project is, by their Entra object ids, as core/digests/scope.py judges
-- it: who stands there twice has both scopes.
CREATE FUNCTION leaders_of(project text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT DISTINCT person_of(leader ->> 'person')
    FROM office_items AS center
    CROSS JOIN LATERAL jsonb_array_elements(center.body -> 'leaders') AS leader
    JOIN office_items AS asked ON asked.part = 'projects' AND asked.id = project
    WHERE center.part = 'center' AND person_of(leader ->> 'person') IS NOT NULL AND (
        jsonb_typeof(leader -> 'scope') <> 'array'
        OR EXISTS (
            SELECT FROM office_items AS serves
            WHERE serves.part = 'initiatives' AND asked.body -> 'initiatives' ? serves.id
              AND (leader -> 'scope' ? serves.id OR EXISTS (
                SELECT FROM jsonb_array_elements_text(serves.body -> 'objectives') AS objective
                WHERE leader -> 'scope' ? objective))))
$$;

-- A decision keeps the words that it is about, and which ruling it belongs to: a thing, whose card
-- tells the project's owner and is edited when the leader changes their mind. `owner` is that of the
-- project then, empty where nobody was known; `reached` whether there was a chat for the card. What was
-- decided before has no ruling: a letter told it.
ALTER TABLE digest_decisions
    ADD COLUMN ruling text,
    ADD COLUMN project_id text NOT NULL DEFAULT '',
    ADD COLUMN project text NOT NULL DEFAULT '',
    ADD COLUMN what text NOT NULL DEFAULT '',
    ADD COLUMN owner text NOT NULL DEFAULT '',
    ADD COLUMN reached boolean;
CREATE INDEX digest_decisions_ruling ON digest_decisions (ruling) WHERE ruling IS NOT NULL;
CREATE INDEX digest_decisions_log ON digest_decisions (decided_at);
UPDATE digest_decisions AS made SET project_id = thing ->> 'project_id',
    project = thing ->> 'project', what = thing ->> 'what'
FROM digests CROSS JOIN LATERAL json_array_elements(facts -> 'wanted') AS thing
WHERE digests.id = made.digest_id AND thing ->> 'id' = made.wanted_id;

-- What a digest is about, where it was asked for one project or initiative.
ALTER TABLE digests ADD COLUMN about text NOT NULL DEFAULT '';
