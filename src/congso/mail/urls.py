from django.urls import URLPattern, URLResolver, path

from congso.mail import views

app_name = "mail"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:token>/", views.letter, name="letter"),
    path("<str:token>/<int:position>/", views.letter_file, name="letter_file"),
]
