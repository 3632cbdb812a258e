"""Every act that takes words shows them to the guard: a marking is refused, recorded without its content, and nothing happens."""

from collections.abc import Callable

import pytest

from congso.documents import testing_incoming as t
from congso.documents.actions.add_paper import add_paper
from congso.documents.actions.cancel_outgoing import cancel_outgoing, recall_outgoing, return_signed
from congso.documents.actions.cancel_registration import cancel_registration
from congso.documents.actions.close_incoming import close_incoming, reopen_incoming
from congso.documents.actions.close_register import ask_closing
from congso.documents.actions.direct_incoming import direct_incoming, pass_on_incoming, propose_handling
from congso.documents.actions.keep_series import cancel_reserved, reserve_number
from congso.documents.actions.refuse_incoming import refuse_incoming
from congso.documents.actions.resolve_twin import resolve_twin
from congso.documents.actions.withdraw_incoming import withdraw_incoming
from congso.guard.api import SecretMarking
from congso.kernel.actor import Actor
from congso.tasks import api as tasks

pytestmark = pytest.mark.django_db
MARKED = "TUYỆT MẬT"
Act = Callable[[Actor], object]

ACTS: dict[str, Act] = {
    "refuse": lambda who: refuse_incoming(actor=who, incoming_id=1, reason=MARKED),
    "close": lambda who: close_incoming(actor=who, incoming_id=1, kind="filed", reason=MARKED),
    "reopen": lambda who: reopen_incoming(actor=who, incoming_id=1, reason=MARKED),
    "cancel": lambda who: cancel_registration(actor=who, incoming_id=1, reason=MARKED),
    "withdraw": lambda who: withdraw_incoming(actor=who, incoming_id=1, agree=True, reason=MARKED),
    "keep": lambda who: withdraw_incoming(actor=who, incoming_id=1, agree=False, reason=MARKED),
    "paper": lambda who: add_paper(actor=who, incoming_id=1, place=MARKED),
    "twin": lambda who: resolve_twin(
        actor=who, incoming_id=1, twin_id=2, kind="paper_original", place=MARKED
    ),
    "direct": lambda who: direct_incoming(actor=who, incoming_id=1, text=MARKED, lines=[]),
    "pass on": lambda who: pass_on_incoming(actor=who, incoming_id=1, assignment_id=1, text=MARKED, lines=[]),
    "propose": lambda who: propose_handling(actor=who, incoming_id=1, text=MARKED, lines=[]),
    "return signed": lambda who: return_signed(actor=who, outgoing_id=1, reason=MARKED),
    "cancel number": lambda who: cancel_outgoing(actor=who, outgoing_id=1, reason=MARKED),
    "recall": lambda who: recall_outgoing(actor=who, outgoing_id=1, reason=MARKED),
    "ask closing": lambda who: ask_closing(actor=who, register_id=1, reason=MARKED),
    "reserve": lambda who: reserve_number(actor=who, register_id=1, reason=MARKED),
    "cancel reserved": lambda who: cancel_reserved(actor=who, register_id=1, number=1, reason=MARKED),
    "task done": lambda who: tasks.finish(actor=who, assignment_id=1, note=MARKED),
    "task returned": lambda who: tasks.return_(actor=who, assignment_id=1, reason=MARKED),
    "task taken back": lambda who: tasks.take_back(actor=who, assignment_id=1, reason=MARKED),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_a_marking_is_refused_before_anything_else(act: Act) -> None:
    clerk = t.make_office().clerk
    with pytest.raises(SecretMarking) as refused:
        act(clerk)
    assert refused.value.incident_id


def test_the_word_in_a_sentence_is_no_marking() -> None:
    office = t.make_office()
    incoming = t.make_incoming(office.clerk)
    reason = "Đã tổ chức hội nghị phổ biến quy định về độ mật của văn bản"
    close_incoming(actor=office.leader, incoming_id=incoming.pk, kind="filed", reason=reason)
    assert t.row(incoming.pk).state == "closed"
