from django.apps import AppConfig


class GuardConfig(AppConfig):
    name = "congso.guard"
    label = "guard"

    def ready(self) -> None:
        from congso.guard import setup  # noqa: F401, PLC0415
