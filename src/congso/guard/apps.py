from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "congso.guard"
    label = "guard"
