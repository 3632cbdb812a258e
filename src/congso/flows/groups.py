"""Who is told of what is said in groups: a line that leads there, never the words themselves."""

from collections.abc import Sequence

from congso.groups import api as groups
from congso.groups.events import Mentioned, Placed, SilentReminded
from congso.kernel.refs import SubjectRef
from congso.notices import api as notices


def mentioned(event: Mentioned) -> None:
    _tell("flows.group_mentioned", groups.mentioned(event.placement_id, event.person_ids))


def signature_asked(event: Placed) -> None:
    _tell("flows.group_to_sign", groups.placed(event.placement_ids))


def silent_reminded(event: SilentReminded) -> None:
    _tell("flows.group_reminded", groups.reminded(event.reminder_id))


def _tell(kind: str, told: Sequence[groups.Told]) -> None:
    for one in told:
        params = {"name": one.name, "group": one.group}
        notices.notify(one.person_ids, kind, params, SubjectRef("placement", one.placement_id), one.url)
