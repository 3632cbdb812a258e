from django.urls import URLPattern, URLResolver, path

from congso.documents.views import (
    check,
    outgoing,
    outgoing_acts,
    outgoing_bring,
    outgoing_document,
    outgoing_supersede,
    series,
    sign,
)

_ONE = "van-ban-di/<int:outgoing_id>/"
_LINE = f"{_ONE}noi-nhan/<int:recipient_id>/"
_BOOK = "thiet-lap/so-va-so/<int:register_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("trinh-ky/ky/", sign.sign, name="sign"),
    path("trinh-ky/ky/ket-qua/", sign.done, name="sign_done"),
    path("trinh-ky/ky/luot/<int:round_id>/", sign.watch, name="sign_round"),
    path("trinh-ky/ky/<int:draft_id>/da-xem/", sign.seen, name="sign_seen"),
    path("van-ban-di/", outgoing.front, name="outgoing"),
    path("van-ban-di/cho-phat-hanh/", outgoing.waiting, name="outgoing_waiting"),
    path("van-ban-di/da-phat-hanh/", outgoing.issued, name="outgoing_issued"),
    path("van-ban-di/da-huy/", outgoing.cancelled, name="outgoing_cancelled"),
    path("van-ban-di/ban-giay/", outgoing_bring.ink, name="outgoing_ink"),
    path("van-ban-den/<int:incoming_id>/sao/", outgoing_bring.copy, name="copy_new"),
    path("van-ban-di/co-quan/", outgoing.agencies, name="outgoing_agencies"),
    path(_ONE, outgoing_document.document, name="outgoing_document"),
    path(f"{_ONE}noi-nhan/", outgoing_document.recipients, name="outgoing_recipients"),
    path(f"{_ONE}noi-nhan/them/", outgoing_acts.add_recipient, name="recipient_add"),
    path(f"{_LINE}bo/", outgoing_acts.drop_recipient, name="recipient_drop"),
    path(f"{_LINE}gui-lai/", outgoing_acts.resend, name="recipient_resend"),
    path(f"{_LINE}ghi/", outgoing_acts.mark_recipient, name="recipient_mark"),
    path(f"{_ONE}cap-so/", outgoing_acts.number, name="outgoing_number"),
    path(f"{_ONE}tra-lai/", outgoing_acts.give_back, name="outgoing_return"),
    path(f"{_ONE}huy/", outgoing_acts.cancel, name="outgoing_cancel"),
    path(f"{_ONE}thu-hoi/", outgoing_acts.recall, name="outgoing_recall"),
    path(f"{_ONE}thay-the/", outgoing_supersede.replace, name="outgoing_replace"),
    path(f"{_ONE}cap-nhat/", outgoing_supersede.update, name="outgoing_update"),
    path(f"{_ONE}dong-dau/", outgoing_acts.seal, name="outgoing_seal"),
    path(f"{_ONE}dong-dau-lien-tich/", outgoing_acts.allow, name="outgoing_allow"),
    path(f"{_ONE}ban-in/", outgoing_acts.finish, name="outgoing_finish"),
    path(f"{_ONE}ban-quet/", outgoing_acts.scan, name="outgoing_scan"),
    path(f"{_ONE}noi-bo/", outgoing_acts.restrict, name="outgoing_restrict"),
    path(f"{_ONE}dinh-chinh/", outgoing_acts.correct, name="outgoing_correct"),
    path("kiem-tra/<str:token>/", check.check, name="check"),
    path("kiem-tra/<str:token>/ma.svg", check.check_code, name="check_code"),
    path("thiet-lap/so-va-so/", series.series, name="series"),
    path(f"{_BOOK}sua/", series.change, name="series_change"),
    path(f"{_BOOK}giu-so/", series.reserve, name="series_reserve"),
    path(f"{_BOOK}huy-so/", series.cancel, name="series_cancel"),
]
