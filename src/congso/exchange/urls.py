"""Addresses under /lien-thong/: screens, and the hub's two faces."""

from django.urls import URLPattern, URLResolver, include, path

from congso.exchange.hub.urls import faces
from congso.exchange.views import door, members

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ket-noi/", door.door, name="door"),
    path("ket-noi/sua/", door.edit, name="door_edit"),
    path("ket-noi/khoa/", door.secrets, name="door_secrets"),
    path("ket-noi/bat-tat/", door.switch, name="door_switch"),
    path("ket-noi/thu/", door.knock, name="door_try"),
    path("goi-tin/", door.packages, name="packages"),
    path("goi-tin/<str:way>/<int:package_id>/gui-lai/", door.again, name="package_again"),
    path("don-vi/", members.members, name="members"),
    path("don-vi/them/", members.admit, name="member_admit"),
    path("don-vi/khoa-moi/", members.renew, name="member_renew"),
    path("don-vi/khoa/", members.lock, name="member_lock"),
    path("truc/", include(faces)),
]
