from django.urls import URLPattern, URLResolver, path

from congso.signing import views, views_keys

app_name = "signing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("khoa/", views_keys.keys, name="keys"),
    path("khoa/cua/<int:person_id>/", views_keys.keys, name="keys_of"),
    path("khoa/cua/<int:person_id>/dung/<int:certificate_id>/", views_keys.use, name="use"),
    path("khoa/cua/<int:person_id>/token/", views_keys.add_token, name="add_token"),
    path("khoa/cua/<int:person_id>/tu-xa/", views_keys.add_remote, name="add_remote"),
    path("<slug:kind>/<int:subject_id>/", views.evidence, name="evidence"),
]
