from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "congso.rest"
    label = "rest"

    def ready(self) -> None:
        from congso.rest import setup  # noqa: F401, PLC0415
