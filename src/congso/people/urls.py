"""Addresses of people. Those of django-allauth keep its names (it looks them up) under Vietnamese paths."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path

from congso.people.views import account as own
from congso.people.views import agencies, calendars, delegations, imports, parts, persons

_people = [
    path("vi-tri/", own.switch_post, name="switch_post"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/ngon-ngu/", own.language, name="language"),
    path("tai-khoan/dang-xuat-moi-noi/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("co-quan/", agencies.tree, name="tree"),
    path("co-quan/them/", agencies.create, name="agency_create"),
    path("co-quan/<int:agency_id>/", agencies.agency, name="agency"),
    path("co-quan/<int:agency_id>/sua/", agencies.edit, name="agency_edit"),
    path("co-quan/<int:agency_id>/ma/", agencies.add_code, name="code_add"),
    path("co-quan/<int:agency_id>/ma/bo/", agencies.remove_code, name="code_remove"),
    path("co-quan/<int:agency_id>/chu-the/", parts.create_body, name="body_create"),
    path("co-quan/<int:agency_id>/don-vi/", parts.create_unit, name="unit_create"),
    path("co-quan/<int:agency_id>/vi-tri/", parts.create_post, name="post_create"),
    path("chu-the/<int:body_id>/", parts.edit_body, name="body_edit"),
    path("don-vi/<int:unit_id>/", parts.edit_unit, name="unit_edit"),
    path("vi-tri/<int:post_id>/", parts.edit_post, name="post_edit"),
    path("vi-tri/<int:post_id>/bo-nhiem/", persons.appoint, name="appoint"),
    path("quyen/<int:change_id>/xac-nhan/", parts.confirm_change, name="confirm_change"),
    path("bo-nhiem/<int:appointment_id>/ket-thuc/", persons.end, name="appointment_end"),
    path("bo-nhiem/<int:appointment_id>/chuyen/", persons.move, name="appointment_move"),
    path("nguoi/", persons.search, name="persons"),
    path("nguoi/them/", persons.create, name="person_create"),
    path("nguoi/nhap/", imports.upload, name="import"),
    path("nguoi/nhap/<str:kind>.<str:extension>", imports.sample, name="import_sample"),
    path("nguoi/<int:person_id>/", persons.person, name="person"),
    path("nguoi/<int:person_id>/sua/", persons.edit, name="person_edit"),
    path("nguoi/<int:person_id>/mat-khau/", persons.password, name="person_password"),
    path("nguoi/<int:person_id>/quan-tri/", persons.installation_admin, name="installation_admin"),
    path("uy-quyen/", delegations.delegations, name="delegations"),
    path("uy-quyen/them/", delegations.grant, name="delegation_grant"),
    path("uy-quyen/<int:delegation_id>/giao-lai/", delegations.pass_on, name="delegation_pass"),
    path("uy-quyen/<int:delegation_id>/thu-hoi/", delegations.revoke, name="delegation_revoke"),
    path("lich/", calendars.calendar, name="calendar"),
    path("lich/nap/", calendars.load, name="calendar_load"),
    path("lich/bo/", calendars.clear, name="calendar_clear"),
]

_codes = "tai-khoan/hai-lop/ma-du-phong/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_people, "people"))),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-nhap/lop-hai/", mfa.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("dang-nhap/ngung/", account.account_inactive, name="account_inactive"),
    path("dang-nhap/khong-tu-dang-ky/", account.signup, name="account_signup"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("xac-nhan/ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("tai-khoan/mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/mat-khau/dat/", account.password_set, name="account_set_password"),
    path("tai-khoan/hai-lop/", mfa.index, name="mfa_index"),
    path("tai-khoan/hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan/hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(_codes, codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{_codes}tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(f"{_codes}tai/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("tai-khoan/khoa/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("tai-khoan/khoa/them/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("tai-khoan/khoa/<int:pk>/bo/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("tai-khoan/khoa/<int:pk>/ten/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("tai-khoan/phien/", sessions.list_usersessions, name="usersessions_list"),
]
