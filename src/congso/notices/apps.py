from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "congso.notices"
    label = "notices"
