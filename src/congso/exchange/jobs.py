"""Jobs of this domain, registered by importing the actions that declare them."""

from congso.exchange.actions.poll import poll, visit_doors
from congso.exchange.actions.push import push
from congso.exchange.actions.send import carry
from congso.exchange.hub.mailbox import clear_parcels

__all__ = ["carry", "clear_parcels", "poll", "push", "visit_doors"]
