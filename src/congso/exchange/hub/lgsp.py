"""The provincial face: the calls of adapters/lgsp from the other side."""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from congso.exchange.hub import door, mailbox
from congso.exchange.hub.faces import body_object, face, package_kind, upload
from congso.exchange.hub.mailbox import HubRefusal, MailboxLine
from congso.exchange.models import Member
from congso.kernel import clock


def _refused(refusal: HubRefusal) -> HttpResponse:
    told = {
        "success": False,
        "errorCode": str(refusal.code),
        "errorDesc": refusal.words,
        "message": refusal.words,
    }
    return JsonResponse(told, status=401 if refusal.code == 15 else 200)


def _member(request: HttpRequest) -> Member:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return door.by_token(token, request.headers.get("X-SystemId", ""), request.headers.get("X-SecretKey", ""))


@face("POST", _refused)
def login(request: HttpRequest) -> dict[str, Any]:
    told = body_object(request)
    return {
        "success": True,
        "data": {"token": door.token_for(str(told.get("username", "")), str(told.get("password", "")))},
    }


@face("POST", _refused)
def send_edoc(request: HttpRequest) -> dict[str, Any]:
    member = _member(request)
    kind = package_kind(request.POST.get("messageType", ""))
    doc_id = mailbox.accept(member, kind, upload(request, "edocFile"))
    return {
        "success": True,
        "message": "OK",
        "docId": doc_id,
        "data": {"docId": doc_id, "status": "done", "errorCode": "0"},
    }


@face("GET", _refused)
def received(request: HttpRequest) -> dict[str, Any]:
    """Dates narrow nothing: what waits is told until it is acknowledged."""
    rows = mailbox.listed(_member(request), package_kind(request.GET.get("messageType", "")))
    return {"success": True, "count": len(rows), "data": [_told(one) for one in rows]}


def _told(one: MailboxLine) -> dict[str, Any]:
    form = "%Y/%m/%d %H:%M:%S"
    return {
        "serviceType": "eDoc", "messageType": one.kind, "docId": one.public_id, "from": one.sender, "to": one.receiver,
        "createdTime": one.at.astimezone(clock.VIETNAM).strftime(form), "status": one.state, "statusDesc": "",
        "updatedTime": one.state_at.astimezone(clock.VIETNAM).strftime(form),
    }  # fmt: skip


@face("GET", _refused)
def get_edoc(request: HttpRequest) -> dict[str, Any]:
    parcel, data = mailbox.fetch(_member(request), request.GET.get("docId", ""))
    return {
        "success": True, "docId": str(parcel.public_id), "from": parcel.sender.code, "fromName": parcel.sender.name,
        "edocCode": parcel.notation, "edocAbstract": parcel.title, "edxml": _text(data), "attachments": [],
    }  # fmt: skip


def _text(data: bytes) -> str:
    """The message as text; as base64 where it is in another encoding, so that its bytes stay what they are."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return base64.b64encode(data).decode()


@face("POST", _refused)
def update_status(request: HttpRequest) -> dict[str, Any]:
    member, told = _member(request), body_object(request)
    mailbox.acknowledge(member, str(told.get("docId", "")), str(told.get("status", "")))
    return {"success": True, "errorCode": "0"}


@face("GET", _refused)
def agencies(request: HttpRequest) -> dict[str, Any]:
    _member(request)
    rows = (
        Member.objects.unscoped(reason="the directory is for every member")
        .filter(active=True)
        .order_by("code")
    )
    return {
        "success": True,
        "data": [
            {"orgCode": one.code, "orgName": one.name, "parentCode": one.parent_code, "address": "", "email": one.email, "phone": ""}
            for one in rows
        ],
    }  # fmt: skip
