"""The national axis (VXP): every parameter travels as a header, signed together with an HMAC."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from congso.exchange.adapters.web import Web, decoded, multipart
from congso.exchange.axis import Access, AxisError, Fetched, Listed, Member, PackageKind
from congso.kernel import clock

_PREFIX: Final = "XroadVnpt-"
_VERSION: Final = "3.0.201608"


def signed_headers(
    values: Mapping[str, str], system_id: str, secret: str, moment: datetime
) -> dict[str, str]:
    """Headers of one call. What is signed is the JSON object of the values, in the order given, without spaces.

    The byte order that a server of today expects could not be proved against one (no public documentation).
    """
    told = {
        "systemid": system_id,
        "timestamp": f"{moment.astimezone(clock.VIETNAM):%d%m%YT%H%M%S%z}",
        "version": _VERSION,
        **values,
    }
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return {
        **{f"{_PREFIX}{name}": value for name, value in told.items()},
        f"{_PREFIX}sign-header": text,
        f"{_PREFIX}sign-header-key": ";".join(told),
        f"{_PREFIX}hash-header": digest,
        "User-Agent": "JAVASDKAgent/1.0.0 XRoad/VPCP",
    }


class VxpAxis:
    def __init__(self, access: Access) -> None:
        self._access = access
        self._web = Web(access)
        self.apart = self._web.apart

    def send(self, package: bytes, *, kind: PackageKind, sender: str, receivers: Sequence[str]) -> str:
        content_type, body = multipart({}, "file_doc", "message.edxml", package)
        values = {
            "from": sender,
            "to": json.dumps(list(receivers)),
            "servicetype": "eDoc",
            "messagetype": str(kind),
            "hash-file": hashlib.sha256(package).hexdigest(),
        }
        found = self._call("/sendEdoc", values, body=body, content_type=content_type)
        remote_id = found.get("DocId") or found.get("docId")
        if not remote_id:
            raise AxisError("answer", words="no DocId")
        return str(remote_id)

    def listed(self, kind: PackageKind, since: datetime) -> list[Listed]:
        form = "%d/%m/%Y %H:%M:%S"
        values = {
            "servicetype": "eDoc",
            "messagetype": str(kind),
            "fromDate": since.astimezone(clock.VIETNAM).strftime(form),
            "toDate": clock.now().strftime(form),
        }
        rows = [row for row in self._list("/getReceivedEdocList", values) if row.get("docId")]
        fresh = [row for row in rows if row.get("status") not in {"done", "fail"}]
        fresh.sort(key=lambda row: str(row.get("created_time") or ""))
        return [Listed(str(row["docId"]), kind, str(row.get("from") or "")) for row in fresh]

    def fetch(self, remote_id: str) -> Fetched:
        found = self._call(
            "/getEdoc",
            {"docId": remote_id, "filePath": f"{hashlib.sha256(remote_id.encode()).hexdigest()}.edxml"},
        )
        data = decoded(str(found.get("data") or ""))
        return Fetched(data, sha256=str(found.get("hash-file") or ""))

    def acknowledge(self, remote_id: str, *, taken: bool) -> None:
        self._call("/updateStatus", {"docId": remote_id, "status": "done" if taken else "fail"})

    def close(self) -> None:
        self._web.close()

    def agencies(self) -> list[Member]:
        """Codes in both forms where the axis knows both."""
        return [
            Member(
                code=str(row["code"]),
                name=str(row.get("name") or ""),
                parent_code=str(row.get("pid") or ""),
                old_code=str(row.get("code102") or ""),
                email=str(row.get("mail") or ""),
            )
            for row in self._list("/getAgenciesList", {})
            if row.get("code")
        ]

    def _list(self, path: str, values: Mapping[str, str]) -> list[dict[str, Any]]:
        rows = self._call(path, values).get("data")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def _call(
        self,
        path: str,
        values: Mapping[str, str],
        *,
        body: bytes = b"",
        content_type: str = "application/json",
    ) -> dict[str, Any]:
        headers = signed_headers(values, self._access.system_id, self._access.secret, clock.now())
        answer = self._web.request("POST", path, headers=headers | {"Content-Type": content_type}, body=body)
        found = answer.object()
        code = str(found.get("ErrorCode", "0"))
        if found.get("status") != "OK" or code != "0":
            # The table of codes of this axis is not public: only the words tell, so it is tried again.
            raise AxisError("server", words=str(found.get("ErrorDesc") or code))
        return found
