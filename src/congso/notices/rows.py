from dataclasses import dataclass
from datetime import datetime

from congso.kernel import clock, wording
from congso.kernel.refs import SubjectRef


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as its reader sees it; `text` is worded in the language active when it is read."""

    id: int
    kind: str
    params: dict[str, object]
    subject: SubjectRef | None
    url: str
    at: datetime
    seen: bool

    @property
    def text(self) -> str:
        return wording.say(self.kind, self.params)

    @property
    def day(self) -> str:
        return self.at.astimezone(clock.VIETNAM).date().isoformat()
