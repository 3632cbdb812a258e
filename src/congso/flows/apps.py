from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "congso.flows"
    label = "flows"
