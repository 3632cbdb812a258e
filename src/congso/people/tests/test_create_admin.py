import io

import pytest
from django.core.management import CommandError, call_command

from congso.people.api import actor_for
from congso.people.models import Person
from congso.people.testing import PersonFactory

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-dai-2026"


@pytest.fixture
def asked(monkeypatch):
    answers = iter([PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))


def test_a_new_administrator(asked):
    out = io.StringIO()
    call_command("create_admin", "--username", "quantri", "--name", "Phạm Quản Trị", stdout=out)
    person = Person.objects.get(username="quantri")
    assert person.installation_admin
    assert person.check_password(PASSWORD)
    assert actor_for(person.pk).agency_id is None
    assert "quantri là quản trị hệ thống" in out.getvalue()


def test_a_known_person_gets_the_right_and_the_password(monkeypatch):
    person = PersonFactory(username="co.roi")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    call_command("create_admin", "--username", "co.roi", "--password-stdin", stdout=io.StringIO())
    person.refresh_from_db()
    assert person.installation_admin
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("name", "password", "words"), [("", PASSWORD, "còn trống"), ("An", "123", "Chưa đặt mật khẩu")]
)
def test_a_refusal_is_one_sentence_and_makes_nobody(monkeypatch, name, password, words):
    monkeypatch.setattr("sys.stdin", io.StringIO(password))
    with pytest.raises(CommandError, match=words):
        call_command("create_admin", "--username", "quantri", "--name", name, "--password-stdin")
    assert not Person.objects.exists()


def test_two_different_passwords_make_nobody(monkeypatch):
    answers = iter(["mot-mat-khau", "hai-mat-khau"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    with pytest.raises(CommandError, match="không giống nhau"):
        call_command("create_admin", "--username", "quantri", "--name", "An")
    assert not Person.objects.exists()
