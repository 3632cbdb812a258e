import pytest

from congso.kernel.actor import Actor, Role
from congso.kernel.testing import actor
from congso.mail import policies, rules


@pytest.mark.parametrize(
    ("tries", "chance", "seconds"), [(1, 0.5, 60), (2, 0.5, 120), (1, 0, 45), (1, 1, 75), (40, 0.5, 3600)]
)
def test_waits_double_up_to_an_hour(tries: int, chance: float, seconds: int) -> None:
    assert rules.wait_after(tries, chance) == seconds


def test_outcomes() -> None:
    assert rules.outcome(permanent=True, expired=False) == "refused"
    assert rules.outcome(permanent=False, expired=True) == "dead"
    assert rules.outcome(permanent=False, expired=False) == "waiting"


def test_base64_counts() -> None:
    assert rules.too_big([50, 50], 132)
    assert not rules.too_big([50, 50], 133)


def test_the_document_comes_first() -> None:
    assert rules.main_first(["logo.png", "b.docx", "A.PDF", "c.pdf"]) == [2, 3, 1, 0]
    assert rules.main_first([]) == []


def test_a_message_is_known_by_its_id_or_its_bytes() -> None:
    assert rules.message_key(" <a@b> ", b"1") == rules.message_key("<a@b>", b"2")
    assert rules.message_key("", b"1") != rules.message_key("", b"2")


@pytest.mark.parametrize(
    ("host", "security", "code"),
    [
        ("imap.example.vn", "tls", ""), ("imap.example.vn", "none", "mail.server_open"), ("localhost", "none", ""),
        (" ", "tls", "mail.server"), ("a", "ssl3", "mail.server"),
    ],
)  # fmt: skip
def test_passwords_do_not_cross_networks_in_the_clear(host: str, security: str, code: str) -> None:
    assert rules.address_problem(host, security) == code


def test_who_looks_after_the_mailbox() -> None:
    assert policies.may(actor(Role.ADMIN), "connect", 1) == ""
    assert policies.may(actor(Role.ADMIN), "connect", 2) == "mail.forbidden"
    assert policies.may(actor(Role.CLERK), "connect", 1) == "mail.forbidden"
    assert policies.may(actor(Role.CLERK), "retry", 1) == ""
    assert policies.may(Actor.system(1), "connect", 1) == ""
    assert policies.may(Actor.system(2), "connect", 1) == "mail.forbidden"
    assert policies.may(Actor.system(), "connect", 1) == ""


def test_what_may_leave() -> None:
    assert policies.may_leave(restricted=False) == ""
    assert policies.may_leave(restricted=True) == "mail.restricted"
