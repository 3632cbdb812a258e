"""Addresses under /api/. No namespace of its own: ninja looks its own up by a plain name."""

from django.urls import URLPattern, URLResolver, path

from congso.rest import views
from congso.rest.assembly import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("khoa/", views.tokens, name="rest_tokens"),
    path("khoa/<int:token_id>/thu-hoi/", views.revoke, name="rest_revoke"),
    path("v1/", api.urls),
]
