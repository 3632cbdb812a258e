from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "congso.flows"
    label = "flows"

    def ready(self) -> None:
        from congso.flows import messages  # noqa: F401, PLC0415
