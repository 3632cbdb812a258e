"""Every address of the product. Vietnamese words without marks; an address, once published, stays."""

from django.urls import include, path

handler400 = "congso.ui.errors.bad_request"
handler403 = "congso.ui.errors.permission_denied"
handler404 = "congso.ui.errors.page_not_found"
handler500 = "congso.ui.errors.server_error"

urlpatterns = [
    path("", include("congso.web.urls")),
    path("", include("congso.people.urls")),
    path("", include("congso.documents.urls")),
    path("cong-viec/", include("congso.tasks.urls")),
    path("nhom/", include("congso.groups.urls")),
    path("lien-thong/", include("congso.exchange.urls")),
    path("", include("congso.mail.urls")),
    path("tep/", include("congso.files.urls")),
    path("thong-bao/", include("congso.notices.urls")),
    path("bao-ve/", include("congso.guard.urls")),
    path("chu-ky/", include("congso.signing.urls")),
    path("api/", include("congso.rest.urls")),
    path("ui/", include("congso.ui.urls")),
    path("", include("django_prometheus.urls")),
]
