"""What an action answers when it will not act. Codes and parameters here, words at display time (`wording`)."""

from typing import Any


class Refusal(Exception):
    """An act that was not done. Nothing was changed.

    `code` is `<app>.<reason>`, e.g. "documents.number_taken"; `params` are plain values for the sentence.
    """

    status = 422
    # Where the reader may go on from here, an address of this installation; most refusals have none.
    page = ""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Forbidden(Refusal):
    """The actor has no right to this act on this thing."""

    status = 403


class NotFound(Refusal):
    """No such thing, or none that this actor may know of: the two are not told apart."""

    status = 404


class Conflict(Refusal):
    """Somebody else changed the thing first; look again."""

    status = 409


class Invalid(Refusal):
    """The values break a rule. `field` names the form field concerned, if one does."""

    status = 422

    def __init__(self, code: str, *, field: str = "", **params: Any) -> None:
        super().__init__(code, **params)
        self.field = field
