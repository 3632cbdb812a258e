from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "congso.kernel"
    label = "kernel"

    def ready(self) -> None:
        from congso.kernel import housekeeping  # noqa: F401, PLC0415
