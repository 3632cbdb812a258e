from django.urls import URLPattern, URLResolver, path

from congso.tasks import views

app_name = "tasks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.tasks, name="tasks"),
    path("van-ban-den/<int:incoming_id>/", views.panel, name="panel"),
    path("<int:assignment_id>/<slug:verb>/", views.act, name="act"),
]
