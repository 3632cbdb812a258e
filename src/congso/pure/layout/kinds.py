"""The 29 kinds of administrative document as the layout needs them: those of `pure.kinds`, with a short code each."""

import dataclasses

from congso.pure import kinds


@dataclasses.dataclass(frozen=True)
class Kind:
    """`code` is the abbreviation of annex III; công văn and thư công have none and get CV and ThC here."""

    ordinal: int
    code: str
    name: str
    abbreviation: str
    titled: bool = True


_OWN_CODES = {"cong_van": "CV", "thu_cong": "ThC"}

KINDS: tuple[Kind, ...] = tuple(
    Kind(
        ordinal=kind.ordinal,
        code=kind.abbreviation or _OWN_CODES[kind.code],
        name=kind.name,
        abbreviation=kind.abbreviation,
        titled=kind.heading is kinds.Heading.TITLE,
    )
    for kind in kinds.KINDS
)
KIND_BY_CODE: dict[str, Kind] = {kind.code: kind for kind in KINDS}
OFFICIAL_LETTER = KIND_BY_CODE["CV"]
