from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "congso.people"
    label = "people"

    def ready(self) -> None:
        from congso.people import messages, setup  # noqa: F401, PLC0415
