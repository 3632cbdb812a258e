"""Jobs of the area `outgoing`, registered by importing the action that declares them."""

from congso.documents.actions.seal_outgoing import seal

__all__ = ["seal"]
