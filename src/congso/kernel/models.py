"""Event log, deliveries to handlers, live messages, forms sent once."""

from django.db import models


class Event(models.Model):
    """A fact, written in the transaction that made it true."""

    name = models.CharField(max_length=100)
    data = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "at"])]


class Handled(models.Model):
    """One row per (event, handler): written in the handler's own transaction, so an effect happens once."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="handled")
    handler = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="kernel_handled_once")]


class LiveChannel(models.Model):
    """Counter of a channel: its row lock gives ids in commit order (a sequence would let id 2 be read before id 1)."""

    name = models.CharField(max_length=100, primary_key=True)
    last = models.BigIntegerField(default=0)


class LiveMessage(models.Model):
    """What readers get. `channel` is "person:ID", "agency:ID", …; kept for a day so that a browser can catch up."""

    channel = models.CharField(max_length=100)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=50)
    payload = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "seq"], name="kernel_live_order")]
        indexes = [models.Index(fields=["at"])]


class Once(models.Model):
    """A form that was sent, by the key it was shown with, and what it made: the same form sent again makes nothing."""

    key = models.CharField(max_length=100, primary_key=True)
    made = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"])]
