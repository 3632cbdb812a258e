from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "congso.audit"
    label = "audit"

    def ready(self) -> None:
        from congso.audit import jobs  # noqa: F401, PLC0415
