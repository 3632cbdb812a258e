"""The hub's faces; the last parts are the axes' own and not ours to name. The light front (`front`) knows these addresses alone."""

from django.urls import URLPattern, URLResolver, path

from congso.exchange.hub import lgsp, vxp

faces: list[URLPattern | URLResolver] = [
    path("v1/auth/login", lgsp.login, name="lgsp_login"),
    path("v1/sendEdoc", lgsp.send_edoc, name="lgsp_send"),
    path("v1/syncReceivedEdocList", lgsp.received, name="lgsp_received"),
    path("v1/getEdoc", lgsp.get_edoc, name="lgsp_get"),
    path("v1/updateStatus", lgsp.update_status, name="lgsp_update"),
    path("v1/getAgenciesList", lgsp.agencies, name="lgsp_agencies"),
    path("vxp/<str:operation>", vxp.call, name="vxp"),
]
