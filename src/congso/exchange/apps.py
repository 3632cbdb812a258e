from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "congso.exchange"
    label = "exchange"

    def ready(self) -> None:
        from congso.exchange import setup  # noqa: F401, PLC0415
