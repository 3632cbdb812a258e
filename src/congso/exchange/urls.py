"""Addresses under /lien-thong/: the hub's two faces. Their last parts are the axes' own and not ours to name."""

from django.urls import URLPattern, URLResolver, path

from congso.exchange.hub import lgsp, vxp

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("truc/v1/auth/login", lgsp.login, name="lgsp_login"),
    path("truc/v1/sendEdoc", lgsp.send_edoc, name="lgsp_send"),
    path("truc/v1/syncReceivedEdocList", lgsp.received, name="lgsp_received"),
    path("truc/v1/getEdoc", lgsp.get_edoc, name="lgsp_get"),
    path("truc/v1/updateStatus", lgsp.update_status, name="lgsp_update"),
    path("truc/v1/getAgenciesList", lgsp.agencies, name="lgsp_agencies"),
    path("truc/vxp/<str:operation>", vxp.call, name="vxp"),
]
