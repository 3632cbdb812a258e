"""Addresses for the tests of ui alone: the shell's own and a few that fail on purpose."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from congso.kernel.errors import Conflict, Forbidden
from congso.ui.api import embeddable, push_toast, redirect_to, render_screen

handler404 = "congso.ui.errors.page_not_found"
PAGE = engines["django"].from_string(
    "{% extends shell.base %}{% block title %}Mẫu{% endblock %}{% block heading %}Mẫu{% endblock %}"
    "{% block body %}<p>thân trang</p>{% endblock %}"
)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.render({}, request))


def refuse(request: HttpRequest) -> HttpResponse:
    raise Conflict("ui_test.taken", number=12)


def forbid(request: HttpRequest) -> HttpResponse:
    raise Forbidden("ui_test.forbidden")


def forbid_long(request: HttpRequest) -> HttpResponse:
    raise Forbidden("ui_test.long")


def crash(request: HttpRequest) -> HttpResponse:
    raise KeyError("not a refusal")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/dang-nhap/?next=/x/")


def away(request: HttpRequest) -> HttpResponse:
    return redirect_to(request, "/ui/them/", toast="Đã giao")


def toast(request: HttpRequest) -> HttpResponse:
    return push_toast(HttpResponse("ok"), "Đã giao", undo_url="/undo/")


def partial(request: HttpRequest) -> HttpResponse:
    return render_screen(request, "ui_tests/screen.html", {"rows": ["một"]}, part="rows")


@embeddable
def framed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("khung")


def pdf(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"%PDF", content_type="application/pdf")


def bare(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/bare.html")


urlpatterns = [
    path("", page, name="home"),
    path("trang/", page, name="page"),
    path("trang/con/", page, name="child"),
    path("panel/<int:pk>/", page, name="panel"),
    path("refuse/", refuse),
    path("forbid/", forbid),
    path("forbid/long/", forbid_long),
    path("crash/", crash),
    path("to-sign-in/", to_sign_in),
    path("away/", away),
    path("toast/", toast),
    path("partial/", partial),
    path("framed/", framed),
    path("pdf/", pdf),
    path("bare/", bare),
    path("ui/", include("congso.ui.urls")),
]
