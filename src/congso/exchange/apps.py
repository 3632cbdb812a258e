from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "congso.exchange"
    label = "exchange"
