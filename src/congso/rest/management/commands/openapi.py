"""Write the description of the interface: `congso manage openapi > docs/openapi.json`."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from congso.rest.assembly import api


def described() -> str:
    """OpenAPI as JSON text, in a stable order."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class Command(BaseCommand):
    help = "Print the OpenAPI description of the REST interface."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(described(), ending="")
