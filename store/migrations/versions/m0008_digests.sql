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
