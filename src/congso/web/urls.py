from django.urls import URLPattern, URLResolver, path

from congso.web import views

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [path("", views.desk, name="desk")]
