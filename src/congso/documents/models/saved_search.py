"""Searches a person keeps under a name (Decree 30 Annex VI, F6.6)."""

from django.db import models

from congso.documents.models.scopes import OwnManager, SavedManager


class SavedSearch(models.Model):
    """A question and its filters, personal, for one agency: rights are asked anew each time it is opened."""

    agency = models.ForeignKey("people.Agency", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000)  # the address after "?"
    created_at = models.DateTimeField()

    objects = SavedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "person", "name"], name="documents_search_name_once")
        ]


class SearchColumns(models.Model):
    """The columns a person chose for the table of results and its exports (F6.5)."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    columns = models.JSONField(default=list)

    objects = OwnManager()
