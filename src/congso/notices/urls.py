from django.urls import URLPattern, URLResolver, path

from congso.notices import views

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.notices, name="notices"),
    path("da-xem/", views.mark_all, name="mark_all"),
    path("<int:notice_id>/mo/", views.open_notice, name="open"),
]
