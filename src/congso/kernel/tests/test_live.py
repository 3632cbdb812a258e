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


def test_many_channels_at_once_count_each_for_itself() -> None:
    live.publish("group:2", "a")
    live.publish_all("b", {"group:2": {"n": "Đã đọc"}, "group:1": {"n": 1}})
    live.publish_all("b", {})
    rows = LiveMessage.objects.filter(kind="b").order_by("channel").values_list("channel", "seq", "payload")
    assert list(rows) == [("group:1", 1, {"n": 1}), ("group:2", 2, {"n": "Đã đọc"})]
    assert live.publish("group:2", "c") == 3
