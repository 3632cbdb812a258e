"""What this app hands to others at start-up, area by area."""

from congso.documents import messages, setup_draft, setup_incoming, setup_outgoing, setup_records, setup_trace  # noqa: F401
