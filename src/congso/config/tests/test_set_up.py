import pytest
from django.core.management import call_command

from congso.documents import api as documents

pytestmark = pytest.mark.django_db


def test_built_in_texts_are_there_after_the_first_start_and_once() -> None:
    call_command("set_up")
    call_command("set_up")
    assert documents.load_templates() >= 29
