from django.urls import path

from congso.guard import views

app_name = "guard"
urlpatterns = [
    path("tu-choi/<int:incident_id>/", views.refused, name="refused"),
    path("tu-choi/<int:incident_id>/xin-xem-lai/", views.contest, name="contest"),
    path("tu-choi/<int:incident_id>/quyet-dinh/", views.decide, name="decide"),
    path("mau-dang-ky/", views.stubs, name="stubs"),
    path("mau-dang-ky/ghi/", views.stub, name="stub"),
    path("xin-xem-lai/", views.contested, name="contested"),
]
