"""Addresses of documents, one module an area."""

from django.urls import URLPattern, URLResolver

from congso.documents import urls_draft, urls_incoming, urls_outgoing, urls_records, urls_trace

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_incoming.urlpatterns,
    *urls_draft.urlpatterns,
    *urls_outgoing.urlpatterns,
    *urls_records.urlpatterns,
    *urls_trace.urlpatterns,
]
