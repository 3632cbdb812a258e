from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "congso.rest"
    label = "rest"
