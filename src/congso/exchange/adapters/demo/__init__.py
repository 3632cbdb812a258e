"""An axis in a folder: a mailbox for each code, and strangers that answer 01 and 03 by themselves. For demo and tests."""

import hashlib
import os
import secrets
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from congso.exchange.axis import Access, AxisError, Fetched, Listed, Member, PackageKind
from congso.kernel import clock
from congso.pure import edxml

_ANSWERS: Final = (("01", "Đã đến"), ("03", "Đã tiếp nhận"))
_KINDS: Final = {PackageKind.DOCUMENT: "edoc", PackageKind.STATUS: "status"}


class DemoAxis:
    """`endpoint` is the folder, `system_id` the agency's code. A folder `<code>` makes an agency one of this axis; any other
    code is a stranger whose answers are made here."""

    apart = False

    def __init__(self, access: Access) -> None:
        self._folder = Path(access.endpoint)
        self._code = access.system_id
        self._mailbox(self._code).mkdir(parents=True, exist_ok=True)

    def send(self, package: bytes, *, kind: PackageKind, sender: str, receivers: Sequence[str]) -> str:
        if sender != self._code:
            raise AxisError("not_registered", words=sender)
        remote_id = ""
        for code in receivers:
            if self._mailbox(code).is_dir():
                remote_id = self._put(code, kind, package)
            elif kind is PackageKind.DOCUMENT:
                remote_id = self._answered(code, package)
            else:
                remote_id = secrets.token_hex(8)
        if not remote_id:
            raise AxisError("no_receiver", permanent=True)
        return remote_id

    def listed(self, kind: PackageKind, since: datetime) -> list[Listed]:
        names = sorted(path.name for path in self._mailbox(self._code).glob(f"*.{_KINDS[kind]}"))
        return [Listed(name, kind) for name in names]

    def fetch(self, remote_id: str) -> Fetched:
        try:
            data = self._path(remote_id).read_bytes()
        except OSError as error:
            raise AxisError("answer", permanent=True, words=remote_id) from error
        return Fetched(data, sha256=hashlib.sha256(data).hexdigest())

    def acknowledge(self, remote_id: str, *, taken: bool) -> None:
        """Taken out of the mailbox; what could not be read is kept beside it."""
        path = self._path(remote_id)
        if taken:
            path.unlink(missing_ok=True)
        elif path.exists():
            path.rename(path.with_suffix(f"{path.suffix}.bad"))

    def agencies(self) -> list[Member]:
        return [Member(path.name, path.name) for path in sorted(self._folder.iterdir()) if path.is_dir()]

    def close(self) -> None:
        """A folder needs none."""

    def _mailbox(self, code: str) -> Path:
        if not code or "/" in code or code.startswith("."):
            raise AxisError("no_receiver", permanent=True, words=code)
        return self._folder / code

    def _path(self, remote_id: str) -> Path:
        if "/" in remote_id or remote_id.startswith("."):
            raise AxisError("answer", permanent=True, words=remote_id)
        return self._mailbox(self._code) / remote_id

    def _put(self, code: str, kind: PackageKind, package: bytes) -> str:
        """Whole or not at all; names sort by the time they were put there, which a frozen clock does not tell."""
        name = f"{time.time_ns():020}-{secrets.token_hex(8)}"
        partial = self._mailbox(code) / f"{name}.part"
        with partial.open("wb") as file:
            file.write(package)
            os.fsync(file.fileno())
        partial.rename(partial.with_name(f"{name}.{_KINDS[kind]}"))
        return name

    def _answered(self, code: str, package: bytes) -> str:
        """What a stranger would send back."""
        try:
            header = edxml.read(package).header
        except edxml.Unreadable as error:
            raise AxisError("wrong_format", permanent=True, words=error.code) from error
        party = next((one for one in header.receivers if one.organ_id == code), edxml.Party(code, name=code))
        told = edxml.ResponseFor(
            header.sender.organ_id, str(header.code), header.document_id, header.promulgation_date
        )
        for status, words in _ANSWERS:
            answer = edxml.Status(told, status, words, clock.now(), edxml.Staff(staff="Văn thư"))
            self._put(
                self._code, PackageKind.STATUS, edxml.write(edxml.Message(edxml.Header(party), status=answer))
            )
        return secrets.token_hex(8)
