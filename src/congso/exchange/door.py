"""A connection opened: its adapter with the credentials that work. New ones are tried first and kept once they open the door."""

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

from django.conf import settings

from congso.exchange import adapters, credentials
from congso.exchange.axis import Access, Axis, AxisError
from congso.exchange.models import Connection

Result = TypeVar("Result")
_CODE: Final = re.compile(r"\w[\w.-]*")


def certificate_of(connection: Connection) -> str:
    """PEM of certificate and key for mutual TLS: where it was set, or `axis-certificates/<agency code>.pem` of the data folder; "" for none.

    The operator puts it there: a screen names no file of the machine.
    """
    code = connection.agency.code
    own = Path(settings.DATA_DIR) / "axis-certificates" / f"{code}.pem"
    found = str(own) if _CODE.fullmatch(code) and own.is_file() else ""
    return connection.client_certificate or found


class Door:
    """Calls to one axis. While credentials change, the old ones go on working until the axis takes the new ones."""

    def __init__(self, connection: Connection, *, patience: float = 60.0) -> None:
        """`patience`: seconds for one call."""
        self._connection = connection
        self._patience = patience
        self._following = bool(connection.next_secrets)
        self._axis: Axis | None = None
        self._helper: ThreadPoolExecutor | None = None

    def call(self, act: Callable[[Axis], Result]) -> Result:
        """Raises AxisError."""
        try:
            result = act(self._opened())
        except AxisError as error:
            if error.code != "credentials" or not self._following:
                raise
            self._following, self._axis = False, None
            return act(self._opened())
        self._keep()
        return result

    def start(self, act: Callable[[Axis], Result]) -> "Future[Result]":
        """The same beside what the caller does next, where the axis lets it and no credentials change."""
        axis = self._opened()
        if axis.apart and not self._following:
            self._helper = self._helper or ThreadPoolExecutor(1)
            return self._helper.submit(act, axis)
        done: Future[Result] = Future()
        try:
            done.set_result(self.call(act))
        except AxisError as error:
            done.set_exception(error)
        return done

    def close(self) -> None:
        if self._helper is not None:
            self._helper.shutdown()
        if self._axis is not None:
            self._axis.close()

    def _opened(self) -> Axis:
        if self._axis is None:
            row = self._connection
            secret, username, password = credentials.opened(row, following=self._following)
            self._axis = adapters.ADAPTERS[row.adapter](
                Access(
                    row.endpoint,
                    row.system_id,
                    secret,
                    username,
                    password,
                    certificate_of(row),
                    self._patience,
                )
            )
        return self._axis

    def _keep(self) -> None:
        """Only if nobody set others meanwhile."""
        if not self._following:
            return
        self._following = False
        following = bytes(self._connection.next_secrets)
        Connection.objects.unscoped(reason="the door that is open").filter(
            pk=self._connection.pk, next_secrets=following
        ).update(secrets=following, next_secrets=b"")
