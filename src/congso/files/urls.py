from django.urls import path

from congso.files import views

app_name = "files"
_FILE = "<slug:kind>/<int:subject_id>/<int:file_id>/"
urlpatterns = [
    path("toan-ven/", views.fixity, name="fixity"),
    path(_FILE, views.original, name="original"),
    path(_FILE + "in/", views.printed, name="print"),
    path(_FILE + "ban/<slug:rendition>/", views.rendition, name="rendition"),
    path(_FILE + "chu/", views.words, name="text"),
    path(_FILE + "tim/", views.places, name="places"),
    path(_FILE + "trang/<int:page>.webp", views.page, name="page"),
]
