from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "congso.config"
    label = "config"
