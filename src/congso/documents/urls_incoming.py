from django.urls import URLPattern, URLResolver, path

from congso.documents.views import (
    direct,
    incoming,
    incoming_acts,
    incoming_document,
    incoming_reading,
    incoming_register,
    incoming_round,
    incoming_upload,
)

_ONE = "van-ban-den/<int:incoming_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("van-ban-den/", incoming.front, name="incoming"),
    path("van-ban-den/cho-vao-so/", incoming.waiting, name="incoming_waiting"),
    path("van-ban-den/lan-luot/", incoming_round.start, name="incoming_round"),
    path("van-ban-den/cho-vao-so/<int:incoming_id>/", incoming_register.register, name="incoming_register"),
    path("van-ban-den/da-vao-so/", incoming.registered, name="incoming_registered"),
    path("van-ban-den/da-tra-lai/", incoming.returned, name="incoming_returned"),
    path("van-ban-den/them-tep/", incoming_upload.upload, name="incoming_upload"),
    path("van-ban-den/ban-giay/", incoming_upload.paper, name="incoming_paper"),
    path("van-ban-den/co-quan/", incoming_register.issuers, name="incoming_issuers"),
    path(_ONE, incoming_document.document, name="incoming_document"),
    path(f"{_ONE}giao/", direct.assign, name="incoming_assign"),
    path(f"{_ONE}giao/theo-de-xuat/", direct.confirm, name="incoming_confirm_proposal"),
    path(f"{_ONE}sua/", incoming_document.edit, name="incoming_edit"),
    path(f"{_ONE}xem/", incoming_document.viewer, name="incoming_viewer"),
    path(f"{_ONE}lien-quan/", incoming_document.related, name="incoming_related"),
    path(f"{_ONE}trung/", incoming_register.twins, name="incoming_twins"),
    path(f"{_ONE}trung/<int:twin_id>/", incoming_register.twin, name="incoming_twin"),
    path(f"{_ONE}luu-tam/", incoming_register.save, name="incoming_save"),
    path(f"{_ONE}doc/", incoming_reading.reading, name="incoming_reading"),
    path(f"{_ONE}doc-lai/", incoming_reading.again, name="incoming_read_again"),
    path(f"{_ONE}dau-mat/", incoming_acts.marking, name="incoming_marking"),
    path(f"{_ONE}tep/", incoming_upload.attach, name="incoming_attach"),
    path(f"{_ONE}tra-lai/", incoming_acts.refuse, name="incoming_refuse"),
    path(f"{_ONE}huy/", incoming_acts.cancel, name="incoming_cancel"),
    path(f"{_ONE}dong/", incoming_acts.close, name="incoming_close"),
    path(f"{_ONE}mo-lai/", incoming_acts.reopen, name="incoming_reopen"),
    path(f"{_ONE}ban-giay/", incoming_acts.add_paper, name="incoming_add_paper"),
    path(f"{_ONE}thu-hoi/", incoming_acts.answer_recall, name="incoming_recall"),
]
