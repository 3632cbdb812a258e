"""Querysets that refuse to run until somebody said whose eyes they look with.

A domain's manager gives `for_actor(actor)` (its policy as a filter) or `unscoped(reason="…")`; anything else that reaches
the database raises `UnscopedQuery`. Foreign keys are followed through Django's base manager and are not affected.
A row that lies in another (`ChildQuerySet`) is reached through that one (`draft.steps`) without a further word.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from congso.kernel.actor import Actor

M = TypeVar("M", bound=models.Model, covariant=True)


class UnscopedQuery(RuntimeError):
    """A query was about to run without a scope."""


class ScopedQuerySet(models.QuerySet[M]):
    _scope: str | None = None

    def unscoped(self, *, reason: str) -> Self:
        """Every row. `reason` is for the reader of the code and must not be empty."""
        if not reason:
            raise ValueError("say why no scope is needed")
        return self._with(reason)

    def scoped(self, scope: str) -> Self:
        """For `for_actor` implementations: marks the queryset as filtered by a policy."""
        return self._with(scope)

    def _with(self, scope: str) -> Self:
        clone = self.all()
        clone._scope = scope
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scope = self._scope
        return clone

    def _must_be_scoped(self) -> None:
        if self._scope is None:
            raise UnscopedQuery(f"{self.model.__name__}: use for_actor(actor) or unscoped(reason=…)")

    def _fetch_all(self) -> None:
        self._must_be_scoped()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        self._must_be_scoped()
        return super().iterator(chunk_size=chunk_size or 2000)

    def count(self) -> int:
        self._must_be_scoped()
        return super().count()

    def exists(self) -> bool:
        self._must_be_scoped()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._must_be_scoped()
        return super().aggregate(*args, **kwargs)

    def contains(self, obj: models.Model) -> bool:
        self._must_be_scoped()
        return super().contains(obj)

    def explain(self, **options: Any) -> str:
        self._must_be_scoped()
        return super().explain(**options)

    def update(self, **kwargs: Any) -> int:
        self._must_be_scoped()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._must_be_scoped()
        return super().delete()

    def create(self, **kwargs: Any) -> M:
        obj = self.model(**kwargs)
        obj.save(force_insert=True, using=self.db)
        return obj


class OwnQuerySet(ScopedQuerySet[M]):
    """What belongs to one person (`person`), whatever post is acted in."""

    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        # Django's first key is 1: nobody's rows for an actor who is no person.
        return self.filter(person_id=actor.person_id or 0).scoped("own")


class ChildQuerySet(ScopedQuerySet[M]):
    """Rows of a scoped parent. Who holds the parent was let in there: its own relation gives them as they are."""

    # Foreign keys to scoped models; a row is in sight when one of these is.
    parents: ClassVar[tuple[str, ...]] = ()

    def for_actor(self, actor: Actor) -> Self:
        if actor.is_system and actor.agency_id is None:
            return self.unscoped(reason="system")
        return self.filter(self._in_sight(actor)).scoped("of a parent in sight")

    def _in_sight(self, actor: Actor) -> models.Q:
        seen = models.Q()
        for name in self.parents:
            parent: Any = self.model._meta.get_field(name).related_model
            seen |= models.Q(**{f"{name}__in": parent._default_manager.for_actor(actor)})
        return seen

    def _add_hints(self, **hints: Any) -> None:
        # Django's only call of it is the relation of an instance, prefetched or not.
        super()._add_hints(**hints)  # type: ignore[misc]
        if "instance" in hints:
            self._scope = "through its parent"
