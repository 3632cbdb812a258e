import pytest
from django.db import transaction

from congso.kernel import live
from congso.kernel.models import LiveChannel, LiveMessage

pytestmark = pytest.mark.django_db


def test_each_channel_counts_for_itself() -> None:
    assert [
        live.publish("person:1", "a"),
        live.publish("person:1", "b", n=5),
        live.publish("agency:1", "c"),
    ] == [1, 2, 1]
    assert LiveMessage.objects.get(kind="b").payload == {"n": 5}


def test_number_of_a_rolled_back_message_is_given_again() -> None:
    with transaction.atomic():
        live.publish("person:1", "a")
        transaction.set_rollback(True)
    assert live.publish("person:1", "b") == 1
    assert LiveChannel.objects.get().last == 1
