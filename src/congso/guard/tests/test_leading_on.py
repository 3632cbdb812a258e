"""A refusal for a marking that no view caught leads to the screen that offers the stub."""

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from congso.guard.errors import SecretMarking
from congso.ui.middleware import RefusalMiddleware

REFUSAL = SecretMarking(incident_id=7, level="MAT", rule="leaks.alone")


@pytest.mark.parametrize(
    ("headers", "status", "place"),
    [
        ({"HTTP_ACCEPT": "text/html"}, 303, "Location"),
        ({"HTTP_ACCEPT": "text/html", "HTTP_HX_REQUEST": "true"}, 204, "HX-Redirect"),
    ],
)
def test_leads_on(headers: dict[str, str], status: int, place: str) -> None:
    request = RequestFactory().post("/van-ban-den/", **headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    answer = RefusalMiddleware(lambda _: None).process_exception(request, REFUSAL)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert (answer.status_code, answer.headers[place]) == (status, "/bao-ve/tu-choi/7/")


def test_a_program_reads_the_code() -> None:
    request = RequestFactory().post("/van-ban-den/", HTTP_ACCEPT="application/json")
    answer = RefusalMiddleware(lambda _: None).process_exception(request, REFUSAL)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert answer.status_code == 422
    assert b"guard.secret_marking" in answer.content
