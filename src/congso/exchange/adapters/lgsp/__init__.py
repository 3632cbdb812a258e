"""The provincial axis (LGSP): REST with a bearer token of half an hour, JSON answers."""

import hashlib
import json
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from congso.exchange.adapters.web import Answer, Web, decoded, multipart
from congso.exchange.axis import Access, AxisError, Fetched, Listed, Member, PackageKind
from congso.kernel import clock

# Error codes of the connection guide, with what trying again is worth.
_ERRORS: Final[Mapping[str, tuple[str, bool]]] = {
    "10": ("invalid_file", True),
    "15": ("credentials", False),
    "18": ("no_receiver", True),
    "19": ("not_registered", False),
    "20": ("server", False),
    "21": ("server", False),
    "22": ("wrong_format", True),
    "23": ("receiver_locked", False),
}


# Tokens of this process, by a digest of all that they were given for; a worker that starts anew signs in once more.
_TOKENS: Final[dict[bytes, tuple[str, float]]] = {}
_TOKEN_SECONDS: Final = 1500  # of the half hour that an axis gives


class LgspAxis:
    def __init__(self, access: Access) -> None:
        self._access = access
        self._web = Web(access)
        self.apart = self._web.apart
        parts = (access.endpoint, access.system_id, access.secret, access.username, access.password)
        self._name = hashlib.sha256(json.dumps(parts).encode()).digest()

    def send(self, package: bytes, *, kind: PackageKind, sender: str, receivers: Sequence[str]) -> str:
        """Sender and receivers are read from the message by this axis."""
        content_type, body = multipart({"messageType": kind}, "edocFile", "message.edxml", package)
        found = self._call("POST", "/v1/sendEdoc", body=body, content_type=content_type)
        inner = found.get("data")
        data = inner if isinstance(inner, dict) else {}
        _refuse(data if "errorCode" in data else found)
        remote_id = found.get("docId") or data.get("docId")
        if not found.get("success") or not remote_id:
            raise AxisError("answer", words=str(found.get("message", "")))
        return str(remote_id)

    def listed(self, kind: PackageKind, since: datetime) -> list[Listed]:
        query = {
            "messageType": kind,
            "fromDate": f"{since.astimezone(clock.VIETNAM):%Y/%m/%d}",
            "toDate": f"{clock.now() + timedelta(days=1):%Y/%m/%d}",
        }
        rows = _rows(self._call("GET", f"/v1/syncReceivedEdocList?{urllib.parse.urlencode(query)}"))
        fresh = [row for row in rows if row.get("docId") and row.get("status") not in {"done", "fail"}]
        fresh.sort(key=lambda row: str(row.get("createdTime") or ""))
        return [Listed(str(row["docId"]), kind, str(row.get("from") or "")) for row in fresh]

    def fetch(self, remote_id: str) -> Fetched:
        found = self._call("GET", f"/v1/getEdoc?{urllib.parse.urlencode({'docId': remote_id})}")
        inner = found.get("data")
        data = inner if isinstance(inner, dict) else found
        text = str(data.get("edxml") or "")
        files = data.get("attachments")
        return Fetched(
            text.encode() if text.lstrip("\ufeff \t\r\n").startswith("<") else decoded(text),
            files=tuple(
                (str(one.get("fileName") or ""), decoded(str(one.get("fileContent") or "")))
                for one in (files if isinstance(files, list) else [])
                if isinstance(one, dict)
            ),
        )

    def acknowledge(self, remote_id: str, *, taken: bool) -> None:
        body = json.dumps({"docId": remote_id, "status": "done" if taken else "fail"}).encode()
        _refuse(self._call("POST", "/v1/updateStatus", body=body))

    def close(self) -> None:
        self._web.close()

    def agencies(self) -> list[Member]:
        return [
            Member(
                code=str(row["orgCode"]),
                name=str(row.get("orgName") or ""),
                parent_code=str(row.get("parentCode") or ""),
                email=str(row.get("email") or ""),
            )
            for row in _rows(self._call("GET", "/v1/getAgenciesList"))
            if row.get("orgCode")
        ]

    def _call(
        self, method: str, path: str, *, body: bytes = b"", content_type: str = "application/json"
    ) -> dict[str, Any]:
        """One call with the token; a token that ran out is renewed once."""
        fresh = not self._token()
        try:
            return _done(self._web.request(method, path, headers=self._headers(content_type), body=body))
        except AxisError as error:
            if error.code != "credentials" or fresh:
                raise
        _TOKENS.pop(self._name, None)
        return _done(self._web.request(method, path, headers=self._headers(content_type), body=body))

    def _headers(self, content_type: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._token() or self._signed_in()}",
            "X-SystemId": self._access.system_id,
            "X-SecretKey": self._access.secret,
            "Content-Type": content_type,
        }

    def _token(self) -> str:
        token, until = _TOKENS.get(self._name, ("", 0.0))
        return token if time.monotonic() < until else ""

    def _signed_in(self) -> str:
        body = {
            "username": self._access.username, "password": self._access.password, "applicationCode": self._access.system_id,
            "otp": "", "twoFactorProvider": "", "typeObjs": [],
        }  # fmt: skip
        found = self._web.request(
            "POST", "/v1/auth/login?allow_anonymous=true",
            headers={"Content-Type": "application/json"}, body=json.dumps(body).encode(),
        ).object()  # fmt: skip
        _refuse(found)
        data = found.get("data")
        token = data.get("token") if isinstance(data, dict) else None
        if not token:
            raise AxisError("credentials", words=str(found.get("message", "")))
        _TOKENS[self._name] = (str(token), time.monotonic() + _TOKEN_SECONDS)
        return str(token)


def _done(answer: Answer) -> dict[str, Any]:
    found = answer.object()
    _refuse(found)
    if answer.status >= 400:
        raise AxisError("answer", words=f"HTTP {answer.status}")
    return found


def _refuse(found: Mapping[str, Any]) -> None:
    code = str(found.get("errorCode", "0"))
    if code in {"0", "", "None"}:
        return
    name, permanent = _ERRORS.get(code, ("answer", False))
    raise AxisError(
        name, permanent=permanent, words=str(found.get("errorDesc") or found.get("message") or code)
    )


def _rows(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = found.get("data")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
