from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "congso.mail"
    label = "mail"

    def ready(self) -> None:
        from congso.mail import setup  # noqa: F401, PLC0415
