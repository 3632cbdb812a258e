"""The refusal of marked content."""

from typing import Any

from django.urls import reverse

from congso.kernel.errors import Invalid


class SecretMarking(Invalid):
    """Code guard.secret_marking. Nothing was kept; `incident_id` leads to the screen that says what to do instead."""

    def __init__(self, *, incident_id: int, field: str = "", **params: Any) -> None:
        super().__init__("guard.secret_marking", field=field, incident=incident_id, **params)
        self.incident_id = incident_id
        self.page = reverse("guard:refused", args=[incident_id])
