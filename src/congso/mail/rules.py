"""Of letters: how long one waits, when it is given up, what it carries, which file of a message comes first. No clock, no database."""

import hashlib
from collections.abc import Sequence
from typing import Final

FIRST_WAIT: Final = 60  # seconds
LONGEST_WAIT: Final = 3600
SECURITIES: Final = ("tls", "starttls", "none")
_MAIN: Final = (".pdf", ".docx", ".doc")
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def wait_after(tries: int, chance: float) -> int:
    """Seconds until the next try: doubled each time, spread by a quarter to both sides. `chance` is from 0 to 1."""
    base = min(FIRST_WAIT << min(max(tries - 1, 0), 20), LONGEST_WAIT)
    return round(base * (0.75 + chance / 2))


def outcome(*, permanent: bool, expired: bool) -> str:
    """State of a letter after a failed try."""
    if permanent:
        return "refused"
    return "dead" if expired else "waiting"


def too_big(sizes: Sequence[int], limit: int) -> bool:
    """The files do not travel in the letter itself; base64 makes a third more of them."""
    return sum(sizes) * 4 // 3 > limit


def main_first(names: Sequence[str]) -> list[int]:
    """Positions of a message's files, the likely document in front: PDF before Word before anything else, else as they came."""

    def rank(position: int) -> tuple[int, int]:
        name = names[position].lower()
        return next((i for i, end in enumerate(_MAIN) if name.endswith(end)), len(_MAIN)), position

    return sorted(range(len(names)), key=rank)


def message_key(message_id: str, data: bytes) -> str:
    """By its Message-ID; a message without one by its bytes."""
    told = message_id.strip()
    return hashlib.sha256(f"id {told}".encode() if told else b"bytes " + data).hexdigest()


def address_problem(host: str, security: str) -> str:
    """Reason code of an address that may not be asked; a password never crosses a network in the clear."""
    if security not in SECURITIES or not host.strip():
        return "mail.server"
    return "mail.server_open" if security == "none" and host not in _THIS_MACHINE else ""
