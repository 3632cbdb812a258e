"""The English catalogue is whole: nothing missing, places kept, compiled, and seen on screens."""

import gettext
import os
import re
import shutil
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from congso.config import msgids
from congso.documents.models import Draft, OutgoingDocument, WorkFile
from congso.kernel.actor import Role
from congso.people.testing import make_actor, make_agency, sign_in
from congso.pure.kinds import COPIES, KINDS, STATUSES, Urgency
from congso.pure.workdays import vietnam_holidays
from tools import catalogue

ENTRIES = catalogue.read(catalogue.CATALOGUE)
# %(name)s of Python, %%n of the scripts, markup inside a sentence.
PLACES = re.compile(r"%\(\w+\)[sd]|%%\w*|</?\w[^>]*>|&\w+;")
_SIGNS = "|".join(
    sorted((kind.abbreviation for kind in KINDS + COPIES if kind.abbreviation), key=len, reverse=True)
)
# What stays as it is in every language: the product's name, the marks and the abbreviations of the law.
KEPT = re.compile(rf"Công Sở|Tiếng Việt|(TUYỆT |TỐI )?MẬT|\b({_SIGNS})\b")
VIETNAMESE = re.compile(
    r"[ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]", re.IGNORECASE
)


def test_every_message_has_english() -> None:
    assert len(ENTRIES) > 1500
    assert [entry.msgid for entry in ENTRIES if not entry.done] == []


def test_no_message_is_there_twice() -> None:
    assert [key for key, count in Counter(entry.key for entry in ENTRIES).items() if count > 1] == []


def test_places_are_those_of_the_message() -> None:
    wrong = []
    for entry in ENTRIES:
        for text, said in zip(entry.texts, (entry.msgid, entry.plural), strict=False):
            if Counter(PLACES.findall(text)) != Counter(PLACES.findall(said)):
                wrong.append((said, text))
    assert wrong == []


def test_sentences_end_as_their_message_does() -> None:
    """Blanks and full stops at the ends are part of a sentence that is put together or stands alone."""
    wrong = []
    for entry in ENTRIES:
        for text in entry.texts:
            ends = [
                (one.endswith("."), one.endswith(" "), one.startswith(" ")) for one in (entry.msgid, text)
            ]
            if ends[0] != ends[1] or "!" in text:
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("path", [catalogue.CATALOGUE, catalogue.LIBRARIES], ids=["en", "vi"])
def test_the_compiled_catalogue_says_the_same(path) -> None:
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    wrong = []
    for entry in catalogue.read(path):
        if entry.plural:
            said = tuple(compiled.ngettext(entry.msgid, entry.plural, n) for n in (1, 2))
        elif entry.context:
            said = (compiled.pgettext(entry.context, entry.msgid),)
        else:
            said = (compiled.gettext(entry.msgid),)
        if said != entry.texts:
            wrong.append(entry.msgid)
    assert wrong == [], "run tools/catalogue.py compile"


def test_libraries_speak_vietnamese() -> None:
    with translation.override("vi"):
        for entry in catalogue.read(catalogue.LIBRARIES):
            assert Counter(PLACES.findall(entry.texts[0])) == Counter(PLACES.findall(entry.msgid))
            assert translation.gettext(entry.msgid) == entry.texts[0]


def test_the_file_can_be_written_again_without_change(tmp_path) -> None:
    copy = tmp_path / "django.po"
    catalogue.write(copy, ENTRIES)
    assert copy.read_text(encoding="utf-8") == catalogue.CATALOGUE.read_text(encoding="utf-8")
    assert "Date" not in copy.read_text(encoding="utf-8").partition("\n\n")[0]


@pytest.mark.slow
def test_nothing_in_the_sources_is_missing() -> None:
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "CI installs gettext"
        pytest.skip("GNU gettext is not installed")
    known = {(entry.key, bool(entry.plural)) for entry in ENTRIES}
    missing = [
        f"{entry.files[0]}: {entry.msgid}"
        for entry in catalogue.extract()
        if (entry.key, bool(entry.plural)) not in known
    ]
    assert missing == [], "run tools/catalogue.py update and write the English"


def test_terms_of_the_pure_tables_are_listed() -> None:
    assert set(msgids.KINDS) == {kind.name for kind in KINDS + COPIES}
    assert set(msgids.URGENCY) == {level.label for level in Urgency}
    assert set(msgids.STATUSES) == {status.label for status in STATUSES}
    holidays = {day.name for year in range(1995, 2036) for day in vietnam_holidays(year)}
    assert set(msgids.HOLIDAYS) == holidays
    fields = [model._meta.get_field("state") for model in (Draft, OutgoingDocument, WorkFile)]
    assert set(msgids.STATES) == {str(words) for field in fields for _, words in field.choices}


class _Text(HTMLParser):
    """What a reader sees or hears: text and the attributes that are read out. Names of things come from the data."""

    SPOKEN = ("title", "placeholder", "aria-label", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._own = False

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        self._own = given.get("lang") == "vi"
        self.found += [given[name] for name in self.SPOKEN if given.get(name)]

    def handle_data(self, data) -> None:
        if data.strip() and not self._own:
            self.found.append(data.strip())


def seen(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    reader = _Text()
    reader.feed(response.content.decode())
    return reader.found


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_sign_in_is_english(client, db) -> None:
    words = seen(in_english(client), settings.LOGIN_URL)
    assert "Sign in" in words
    assert [text for text in words if VIETNAMESE.search(KEPT.sub("", text))] == []


SCREENS = {
    "lists": (
        "web:desk documents:incoming_waiting documents:incoming_registered documents:incoming_returned documents:outgoing_waiting documents:outgoing_issued documents:outgoing_cancelled documents:drafts documents:signing"
    ),
    "records": "documents:registers documents:work_files documents:work_file_new documents:search documents:series tasks:tasks",
    "writing": "documents:draft_new documents:outgoing_ink documents:sign_done guard:stubs guard:stub guard:contested",
    "people": "people:tree people:persons people:person_create people:import people:delegations people:delegation_grant people:calendar",
    "own": "people:account mfa_index mfa_list_webauthn usersessions_list account_change_password rest_tokens notices:notices ui:keys ui:more ui:offline",
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("names", SCREENS.values(), ids=SCREENS)
def test_screens_are_english(client, names) -> None:
    """Only what people typed stays Vietnamese: here the names of the agency, the person and the post, made plain."""
    actor = make_actor(make_agency("Agency", short_name="Agency"), *Role, title="Post", name="Person")
    in_english(sign_in(client, actor))
    found = {}
    for name in names.split():
        words = seen(client, reverse(name))
        assert words, name
        found[name] = [text for text in words if VIETNAMESE.search(KEPT.sub("", text))]
    assert {name: texts for name, texts in found.items() if texts} == {}
