"""The two functions that say who is in which group (`congso.groups.membership`)."""

MEMBERS = """
CREATE FUNCTION groups_members(wanted bigint[], on_day date)
RETURNS TABLE (group_id bigint, person_id bigint, head boolean, by_hand boolean, by_post boolean) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE reached (rule_id, agency_id, depth) AS (
        SELECT r.id, r.agency_id, 0 FROM groups_memberrule r WHERE r.group_id = ANY (wanted)
        UNION ALL
        SELECT up.rule_id, a.id, up.depth + 1
        FROM reached up
        JOIN groups_memberrule r ON r.id = up.rule_id AND r.reach <> 'own'
        JOIN people_agency a ON a.parent_id = up.agency_id
        WHERE up.depth < 20
    ), found (group_id, person_id, head, by_hand) AS (
        SELECT e.group_id, e.person_id, e.head, true
        FROM groups_enrolment e WHERE e.group_id = ANY (wanted) AND e.left_at IS NULL
        UNION ALL
        SELECT r.group_id, held.person_id, r.head, false
        FROM reached
        JOIN groups_memberrule r ON r.id = reached.rule_id AND (r.reach <> 'below' OR reached.depth > 0)
        JOIN people_agency a ON a.id = reached.agency_id AND a.active
        JOIN people_post p ON p.agency_id = a.id AND p.active AND (r.title = '' OR p.title = r.title)
            AND (r.role = '' OR r.role = ANY (p.roles)) AND (r.unit_id IS NULL OR p.unit_id = r.unit_id)
        JOIN people_appointment held ON held.post_id = p.id
            AND held.since <= on_day AND (held.until IS NULL OR held.until >= on_day)
    )
    SELECT found.group_id, found.person_id, bool_or(found.head), bool_or(found.by_hand),
        bool_or(NOT found.by_hand)
    FROM found JOIN people_person who ON who.id = found.person_id AND who.is_active
    GROUP BY found.group_id, found.person_id
$$
"""

GROUPS = """
CREATE FUNCTION groups_of(persons bigint[], on_day date)
RETURNS TABLE (person_id bigint, group_id bigint, head boolean, by_hand boolean, by_post boolean) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE held AS (
        SELECT had.person_id, p.title, p.roles, p.unit_id, p.agency_id
        FROM people_appointment had
        JOIN people_post p ON p.id = had.post_id AND p.active
        JOIN people_agency a ON a.id = p.agency_id AND a.active
        WHERE had.person_id = ANY (persons)
            AND had.since <= on_day AND (had.until IS NULL OR had.until >= on_day)
    ), above (start_id, agency_id, depth) AS (
        SELECT DISTINCT held.agency_id, held.agency_id, 0 FROM held
        UNION ALL
        SELECT down.start_id, a.parent_id, down.depth + 1
        FROM above down JOIN people_agency a ON a.id = down.agency_id
        WHERE a.parent_id IS NOT NULL AND down.depth < 20
    ), found (person_id, group_id, head, by_hand) AS (
        SELECT e.person_id, e.group_id, e.head, true
        FROM groups_enrolment e WHERE e.person_id = ANY (persons) AND e.left_at IS NULL
        UNION ALL
        SELECT held.person_id, r.group_id, r.head, false
        FROM held
        JOIN above ON above.start_id = held.agency_id
        JOIN groups_memberrule r ON r.agency_id = above.agency_id
            AND (r.reach <> 'own' OR above.depth = 0) AND (r.reach <> 'below' OR above.depth > 0)
            AND (r.title = '' OR r.title = held.title) AND (r.role = '' OR r.role = ANY (held.roles))
            AND (r.unit_id IS NULL OR r.unit_id = held.unit_id)
    )
    SELECT found.person_id, found.group_id, bool_or(found.head), bool_or(found.by_hand),
        bool_or(NOT found.by_hand)
    FROM found JOIN people_person who ON who.id = found.person_id AND who.is_active
    GROUP BY found.person_id, found.group_id
$$
"""
