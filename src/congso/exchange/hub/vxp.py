"""The national face: every call a POST, parameters in signed headers."""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from congso.exchange.hub import door, mailbox
from congso.exchange.hub.faces import face, package_kind, upload
from congso.exchange.hub.mailbox import HubRefusal, MailboxLine
from congso.exchange.models import Member
from congso.kernel import clock

_PREFIX: Final = "xroadvnpt-"
_FORM: Final = "%d/%m/%Y %H:%M:%S"
_OK: Final = {"status": "OK", "ErrorCode": "0", "ErrorDesc": ""}
Call = Callable[[HttpRequest, Member, dict[str, str]], dict[str, Any]]


def _refused(refusal: HubRefusal) -> HttpResponse:
    told = {"status": "FAIL", "ErrorCode": str(refusal.code), "ErrorDesc": refusal.words}
    return JsonResponse(told, status=401 if refusal.code == 15 else 200)


def _send(request: HttpRequest, member: Member, values: dict[str, str]) -> dict[str, Any]:
    if values.get("from", member.code).upper() not in {member.code, member.old_code}:
        raise HubRefusal(19, "sent in another's name")
    kind = package_kind(values.get("messagetype", ""))
    data = upload(request, "file_doc")
    return {"DocId": mailbox.accept(member, kind, data, values.get("hash-file", ""))}


def _received(_request: HttpRequest, member: Member, values: dict[str, str]) -> dict[str, Any]:
    rows = mailbox.listed(member, package_kind(values.get("messagetype", "")))
    return {"data": [_told(one) | {"from": one.sender, "to": one.receiver} for one in rows]}


def _told(one: MailboxLine) -> dict[str, Any]:
    return {
        "docId": one.public_id, "serviceType": "eDoc", "messageType": one.kind, "created_time": _time(one.at),
        "updated_time": _time(one.state_at), "status": one.state, "status_desc": "",
    }  # fmt: skip


def _sent(_request: HttpRequest, member: Member, values: dict[str, str]) -> dict[str, Any]:
    rows = mailbox.sent(
        member, package_kind(values.get("messagetype", "")), _since(values.get("fromDate", ""))
    )
    return {
        "data": [
            {
                "senderDocId": one.public_id, "receiverDocId": one.public_id, "fromCode": one.sender, "toCode": one.receiver,
                "title": one.title, "notation": one.notation, "serviceType": "eDoc", "messageType": one.kind, "sentTime": _time(one.at),
                "receivedTime": _time(one.state_at) if one.state == "done" else "", "sendStatus": "done", "receiveStatus": one.state,
            }
            for one in rows
        ]
    }  # fmt: skip


def _since(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _FORM).replace(tzinfo=clock.VIETNAM)
    except ValueError:
        return None


def _time(moment: datetime) -> str:
    return moment.astimezone(clock.VIETNAM).strftime(_FORM)


def _get(_request: HttpRequest, member: Member, values: dict[str, str]) -> dict[str, Any]:
    parcel, data = mailbox.fetch(member, values.get("docId", ""))
    return {"data": base64.b64encode(data).decode(), "hash-file": parcel.sha256}


def _update(_request: HttpRequest, member: Member, values: dict[str, str]) -> dict[str, Any]:
    mailbox.acknowledge(member, values.get("docId", ""), values.get("status", ""))
    return {}


def _agencies(_request: HttpRequest, _member: Member, _values: dict[str, str]) -> dict[str, Any]:
    rows = (
        Member.objects.unscoped(reason="the directory is for every member")
        .filter(active=True)
        .order_by("code")
    )
    return {
        "data": [
            {"code": one.code, "code102": one.old_code, "id": one.pk, "pid": one.parent_code, "name": one.name, "mail": one.email}
            for one in rows
        ]
    }  # fmt: skip


_CALLS: Final[dict[str, Call]] = {
    "sendEdoc": _send,
    "getReceivedEdocList": _received,
    "getSentEdocList": _sent,
    "getEdoc": _get,
    "updateStatus": _update,
    "getAgenciesList": _agencies,
    "getAgenciesListQD20": _agencies,
    "getSynchronizeUnit": _agencies,
}


@face("POST", _refused)
def call(request: HttpRequest, *, operation: str) -> dict[str, Any]:
    headers = {name.lower(): value for name, value in request.headers.items()}
    member, values = door.by_signature(headers, _PREFIX)
    act = _CALLS.get(operation)
    if act is None:
        raise HubRefusal(21, "no such operation")
    return _OK | act(request, member, values)
