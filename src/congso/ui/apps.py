from django.apps import AppConfig
from django.core.checks import Tags, register

from congso.ui.checks import addresses


class UiConfig(AppConfig):
    name = "congso.ui"
    label = "ui"

    def ready(self) -> None:
        register(addresses, Tags.urls)
