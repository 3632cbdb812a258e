from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "congso.documents"
    label = "documents"

    def ready(self) -> None:
        from congso.documents import setup  # noqa: F401, PLC0415
