import logging

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "congso.signing"
    label = "signing"

    def ready(self) -> None:
        from congso.signing import jobs, messages  # noqa: F401, PLC0415

        # Its warnings quote the content of the files it reads; our reports say the same without.
        for library in ("pyhanko", "pyhanko_certvalidator"):
            logging.getLogger(library).setLevel(logging.CRITICAL)
