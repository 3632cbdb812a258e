from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "congso.tasks"
    label = "tasks"

    def ready(self) -> None:
        from congso.tasks import setup  # noqa: F401, PLC0415
