from django.conf import settings
from django.urls import path
from django.views.i18n import set_language

from congso.ui import demo, views

app_name = "ui"
urlpatterns = [
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ngoai-tuyen/", views.offline, name="offline"),
    path("phim-tat/", views.keys, name="keys"),
    path("them/", views.more, name="more"),
    path("so-dem/", views.counts, name="counts"),
    path("ngon-ngu/", set_language, name="set_language"),
]
if settings.DEBUG or settings.TESTING:
    urlpatterns += [
        path("", demo.style, name="style"),
    ]
