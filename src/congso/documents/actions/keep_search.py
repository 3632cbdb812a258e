"""Searches and columns a person keeps: preferences, not acts of law."""

from django.db import IntegrityError, transaction

from congso.documents.models import SavedSearch, SearchColumns
from congso.guard import api as guard
from congso.kernel import clock
from congso.kernel.actor import Actor
from congso.kernel.errors import Conflict, Forbidden, Invalid, NotFound

LIMIT = 30
_QUERY = 2000


def keep_search(*, actor: Actor, name: str, query: str) -> int:
    """Keep a search under a name; the same name again takes the new search. Returns its id.

    Raises Forbidden, Invalid documents.search_name_empty, documents.search_empty, documents.searches_full.
    """
    agency_id, person_id = _whose(actor)
    clean = _named(actor, name)
    if not query or len(query) > _QUERY:
        raise Invalid("documents.search_empty")
    own = SavedSearch.objects.for_actor(actor).filter(person_id=person_id)
    with transaction.atomic():
        known = own.filter(name=clean).first()
        if known is None and own.count() >= LIMIT:
            raise Invalid("documents.searches_full", limit=LIMIT)
        found, _made = own.update_or_create(
            agency_id=agency_id,
            person_id=person_id,
            name=clean,
            defaults={"query": query, "created_at": clock.now()},
        )
    return int(found.pk)


def rename_search(*, actor: Actor, search_id: int, name: str) -> None:
    """Raises Forbidden, NotFound documents.search_unknown, Invalid documents.search_name_empty, Conflict
    documents.search_name_taken."""
    _agency, person_id = _whose(actor)
    clean = _named(actor, name)
    own = SavedSearch.objects.for_actor(actor).filter(person_id=person_id, pk=search_id)
    try:
        with transaction.atomic():
            if not own.update(name=clean):
                raise NotFound("documents.search_unknown")
    except IntegrityError as error:
        raise Conflict("documents.search_name_taken", name=clean) from error


def drop_search(*, actor: Actor, search_id: int) -> None:
    """Somebody else's search stays: nothing happens."""
    _agency, person_id = _whose(actor)
    SavedSearch.objects.for_actor(actor).filter(person_id=person_id, pk=search_id).delete()


def choose_columns(*, actor: Actor, columns: list[str]) -> None:
    """Of the table of results and its exports. Raises Forbidden, Invalid documents.search_columns_empty."""
    _agency, person_id = _whose(actor)
    if not columns:
        raise Invalid("documents.search_columns_empty")
    SearchColumns.objects.for_actor(actor).update_or_create(
        person_id=person_id, defaults={"columns": columns}
    )


def _whose(actor: Actor) -> tuple[int, int]:
    if actor.person_id is None or actor.agency_id is None:
        raise Forbidden("documents.forbidden")
    return actor.agency_id, actor.person_id


def _named(actor: Actor, name: str) -> str:
    clean = " ".join(name.split())[:80]
    if not clean:
        raise Invalid("documents.search_name_empty", field="name")
    guard.check_fields(actor=actor, values={"name": clean}, entrance="search")
    return clean
