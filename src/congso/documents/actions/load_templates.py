"""The built-in texts to start from, loaded once and renewed with the product."""

from django.db import transaction

from congso.documents import draft_content
from congso.documents.draft_templates import BUILT_IN
from congso.documents.models import DraftTemplate


def load_templates() -> int:
    """Write the built-in templates (no agency); an agency's own are never touched. Returns how many there are.

    Run at the first start and by the demo; running it again brings their newest wording.
    """
    with transaction.atomic():
        built_in = DraftTemplate.objects.unscoped(reason="the built-in ones, by the command that loads them")
        for order, template in enumerate(BUILT_IN):
            built_in.update_or_create(
                agency=None,
                kind=template.kind,
                name=template.name,
                defaults={"content": draft_content.from_markup(template.text), "order": order},
            )
    return len(BUILT_IN)
