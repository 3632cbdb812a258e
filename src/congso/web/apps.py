from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "congso.web"
    label = "web"

    def ready(self) -> None:
        from congso.web import setup  # noqa: F401, PLC0415
