"""Counts of the navigation and the desk in one query: they stand on every page."""

from typing import Final

from django.db import connection

from congso.kernel.actor import Actor, Role

_OF_DESK: Final = "desk"
_COUNTS: Final = """
SELECT
  (SELECT count(*) FROM documents_draft
    WHERE agency_id = %(agency)s AND drafter_id = %(appointment)s AND state = 'drafting') AS drafts,
  (SELECT count(*) FROM documents_draft
    WHERE agency_id = %(agency)s AND drafter_id = %(appointment)s AND state = 'drafting' AND returned) AS returned,
  (SELECT count(*) FROM documents_slipstep WHERE result = 'open' AND appointment_id = %(appointment)s)
  + (SELECT count(*) FROM documents_slipstep s JOIN documents_draft d ON d.id = s.draft_id
    WHERE %(office)s AND s.result = 'open' AND s.stage = 'form' AND d.agency_id = %(agency)s
      AND s.appointment_id IS DISTINCT FROM %(appointment)s) AS signing,
  (SELECT count(*) FROM documents_incomingdocument WHERE %(clerk)s AND agency_id = %(agency)s AND state = 'waiting')
    AS waiting,
  (SELECT count(DISTINCT subject_id) FROM documents_hold WHERE NOT %(clerk)s AND subject_kind = 'incoming'
    AND until IS NULL AND NOT side AND person_id = %(person)s AND agency_id = %(agency)s) AS held,
  (SELECT count(*) FROM documents_incomingdocument WHERE agency_id = %(agency)s AND (
      (%(leader)s AND state = 'registered' AND leader_id = %(appointment)s)
      OR (%(office)s AND state = 'registered' AND proposal IS NULL)
      OR (%(clerk)s AND recall_asked_at IS NOT NULL))) AS arrivals,
  (SELECT count(*) FROM documents_outgoingdocument
    WHERE %(clerk)s AND agency_id = %(agency)s AND state IN ('signed', 'numbered', 'seal_failed')) AS outgoing,
  (SELECT count(*) FROM documents_outgoingdocument
    WHERE %(clerk)s AND agency_id = %(agency)s AND state IN ('signed', 'seal_failed')) AS to_issue,
  (SELECT count(*) FROM documents_jointparty p JOIN documents_outgoingdocument o ON o.id = p.outgoing_id
    WHERE %(clerk)s AND p.agency_id = %(agency)s AND p.seal_allowed_at IS NULL AND NOT o.on_paper
      AND o.state IN ('numbered', 'seal_failed')) AS to_seal
"""


def nav_counts(actor: Actor) -> dict[str, int]:
    """Keys of the navigation, and "desk": how many documents wait on this actor's desk. One query; {} without an agency."""
    if actor.agency_id is None:
        return {}
    given = {
        "agency": actor.agency_id,
        "appointment": actor.appointment_id,
        "person": actor.person_id,
        "clerk": actor.has(Role.CLERK),
        "leader": actor.has(Role.LEADER),
        "office": actor.has(Role.OFFICE),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, given)
        names = [column.name for column in cursor.description or ()]
        found = dict(zip(names, cursor.fetchone() or (), strict=True))
    waits = ("signing", "returned", "waiting", "arrivals", "to_issue", "to_seal")
    desk = sum(found[name] for name in waits)
    return {
        "incoming": found["waiting"] or found["held"],
        "drafts": found["drafts"],
        "signing": found["signing"],
        "outgoing": found["outgoing"] + found["to_seal"],
        _OF_DESK: desk,
    }
