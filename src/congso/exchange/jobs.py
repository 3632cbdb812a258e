"""Jobs of this domain, registered by importing the actions that declare them."""

from congso.exchange.actions.send import carry

__all__ = ["carry"]
