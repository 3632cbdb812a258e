"""Messages of every shape, as the values allow them: texts are NFC and stripped, as reading leaves them."""

import unicodedata
from datetime import date, datetime

from hypothesis import strategies as st

from congso.pure.edxml.files import plain_name
from congso.pure.edxml.tests.samples import PDF, zipped
from congso.pure.edxml.values import (
    VIETNAM,
    Attachment,
    Business,
    Code,
    DocumentType,
    Header,
    Message,
    OtherInfo,
    Party,
    ReceiverChange,
    ReceiverLine,
    Replacement,
    ResponseFor,
    Signer,
    Staff,
    Status,
    Trace,
)


def _as_read(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


_FEW = "aB\u00e1Đếữ0<>&\"'\n\t]/-."
texts = st.text(_FEW, max_size=6).map(_as_read)
words = st.text(_FEW, min_size=1, max_size=6).map(_as_read).filter(bool)
any_texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30).map(_as_read)
numbers = st.none() | st.integers(0, 99)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))
moments = st.none() | st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001  bounds are naive by hypothesis' rule
    datetime(2100, 12, 30),  # noqa: DTZ001
    timezones=st.just(VIETNAM),
).map(lambda one: one.replace(microsecond=0))
flags = st.none() | st.booleans()
lists = st.lists(words, max_size=3).map(tuple)
parties = st.builds(Party, words, texts, texts, texts, texts, texts, texts, texts)
staff = st.builds(Staff, texts, texts, texts, texts, texts, texts)
responses = st.builds(ResponseFor, words, texts, texts, days)
headers = st.builds(
    Header,
    sender=parties,
    receivers=st.lists(parties, max_size=3).map(tuple),
    document_id=texts,
    code=st.builds(Code, texts, texts),
    place=texts,
    promulgation_date=days,
    document_type=st.builds(DocumentType, numbers, numbers, texts),
    subject=any_texts,
    content=texts,
    signer=st.builds(Signer, texts, texts, texts),
    due_date=days,
    other=st.builds(
        OtherInfo, st.none() | st.integers(0, 4), texts, texts, numbers, numbers, lists, flags, lists, lists
    ),
    responses=st.lists(responses, max_size=2).map(tuple),
    steering_type=numbers,
    response_for_task=texts,
    application_type=texts,
    to_places=lists,
)
businesses = st.builds(
    Business,
    doc_type=st.integers(0, 3),
    reason=texts,
    document_id=texts,
    paper=numbers,
    content_changed=flags,
    receivers_changed=flags,
    receiver_lines=st.lists(
        st.builds(ReceiverLine, words, st.none() | st.sampled_from(ReceiverChange)), max_size=3
    ).map(tuple),
    replacements=st.lists(st.builds(Replacement, words, lists), max_size=2).map(tuple),
    staff=staff,
)
traces = st.lists(st.builds(Trace, words, moments), max_size=3).map(tuple)
contents = (
    st.none()
    | st.binary(max_size=200)
    | st.sampled_from(
        [
            PDF,
            zipped(("a.txt", b"x")),
            zipped(("a.docx", b"x")),
            zipped(("word/a", b"x"), ("b", b"")),
            b"PK\x03\x04",
        ]
    )
    | st.binary(min_size=6000, max_size=7000)
)
names = (
    st.builds(lambda stem, end: f"{stem}{end}", any_texts, st.sampled_from(["", ".pdf", ".docx", ".txt", ".zip", ".odt", ".xls", ".ZIP"]))
    .map(plain_name)
    .filter(lambda name: bool(name) and name == _as_read(name))
)  # fmt: skip
identifiers = st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True).filter(lambda one: not one.startswith("cid"))
attachments = st.lists(
    st.builds(Attachment, identifiers, names, contents, texts, texts, texts, texts), max_size=3, unique_by=lambda one: one.content_id
).map(lambda found: tuple(_without_hidden_claims(one) for one in found))  # fmt: skip


def _without_hidden_claims(one: Attachment) -> Attachment:
    """A file that is only announced has no more than its manifest line says."""
    return one if one.content is not None else Attachment(one.content_id, one.name, None, one.description)


documents = st.builds(Message, headers, st.none() | businesses, st.none(), traces, attachments)
statuses = st.builds(
    Message,
    st.builds(Header, sender=parties),
    st.none(),
    st.builds(
        Status,
        responses,
        st.sampled_from(["01", "02", "03", "06", "13", "15", "16", "99"]),
        texts,
        moments,
        staff,
    ),
    traces,
)
messages = documents | statuses
