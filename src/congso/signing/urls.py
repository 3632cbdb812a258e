from django.urls import URLPattern, URLResolver, path

from congso.signing import views

app_name = "signing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:kind>/<int:subject_id>/", views.evidence, name="evidence"),
]
