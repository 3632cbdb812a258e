from django.urls import URLPattern, URLResolver, path

from congso.documents.views import phrases, trace

urlpatterns: list[URLPattern | URLResolver] = [
    path("cau-mau/", phrases.phrases, name="phrases"),
    path("cau-mau/<int:phrase_id>/bo/", phrases.drop, name="phrase_drop"),
    path("qua-trinh/<slug:kind>/<int:subject_id>/", trace.page, name="trace"),
    path(
        "qua-trinh/panel/incoming/<int:subject_id>/", trace.panel, {"kind": "incoming"}, name="trace_incoming"
    ),
    path("qua-trinh/panel/draft/<int:subject_id>/", trace.panel, {"kind": "draft"}, name="trace_draft"),
    path(
        "qua-trinh/panel/outgoing/<int:subject_id>/", trace.panel, {"kind": "outgoing"}, name="trace_outgoing"
    ),
]
