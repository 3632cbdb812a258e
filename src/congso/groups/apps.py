from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "congso.groups"
    label = "groups"

    def ready(self) -> None:
        from congso.groups import setup  # noqa: F401, PLC0415
