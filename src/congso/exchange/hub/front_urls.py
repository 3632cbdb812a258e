"""Addresses of the light front: the hub's, from the root."""

from django.urls import URLPattern, URLResolver, include, path

from congso.exchange.hub.front import ROOT
from congso.exchange.hub.urls import faces

handler400 = "congso.exchange.hub.faces.not_understood"
handler403 = "congso.exchange.hub.faces.not_understood"
handler404 = "congso.exchange.hub.faces.no_such_call"
handler500 = "congso.exchange.hub.faces.trouble"
urlpatterns: list[URLPattern | URLResolver] = [path(ROOT.removeprefix("/"), include(faces))]
