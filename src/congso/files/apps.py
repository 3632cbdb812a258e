from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "congso.files"
    label = "files"

    def ready(self) -> None:
        from congso.files import jobs, messages, setup  # noqa: F401, PLC0415
