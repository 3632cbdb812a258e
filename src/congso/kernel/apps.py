from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "congso.kernel"
    label = "kernel"
