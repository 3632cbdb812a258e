"""Start-up of exchange."""

from congso.documents import api as documents
from congso.exchange import jobs, messages  # noqa: F401
from congso.exchange.directory import Directory

documents.register_directory(Directory())
