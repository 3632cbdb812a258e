"""Addresses of the shell itself: the PWA's files, the table of keys, the sheet "Thêm", counts for the live line."""

from typing import Final
from zlib import crc32

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from congso.ui.context import navigation_counts
from congso.ui.htmx import is_htmx

# What the service worker keeps: what a page links, nothing of any document.
STATIC_FILES: Final = (
    "vendor/fonts.css",
    "vendor/fonts/be-vietnam-pro-latin-400.woff2",
    "vendor/fonts/be-vietnam-pro-latin-500.woff2",
    "vendor/fonts/be-vietnam-pro-latin-600.woff2",
    "vendor/fonts/be-vietnam-pro-vietnamese-400.woff2",
    "vendor/fonts/be-vietnam-pro-vietnamese-500.woff2",
    "vendor/fonts/be-vietnam-pro-vietnamese-600.woff2",
    "vendor/htmx.js",
    "vendor/sprite.svg",
    "ui/css/tokens.css",
    "ui/css/base.css",
    "ui/css/parts.css",
    "ui/css/paper.css",
    "ui/css/screens.css",
    "ui/js/theme.js",
    "ui/js/words.js",
    "ui/js/toast.js",
    "ui/js/dialogs.js",
    "ui/js/net.js",
    "ui/js/keys.js",
    "ui/js/live.js",
    "ui/js/app.js",
    "ui/js/bare.js",
)
KEYS: Final = (
    ("j k", lazy("dòng sau, dòng trước")),
    ("Enter", lazy("mở dòng đang chọn")),
    ("x", lazy("chọn dòng; Shift x chọn cả đoạn")),
    ("/", lazy("tìm")),
    ("?", lazy("bảng phím này")),
    ("Esc", lazy("đóng, về danh sách")),
    ("Ctrl ↵", lazy("việc chính của biểu mẫu")),
    ("g", lazy("bút phê và giao")),
    ("y", lazy("duyệt, ký")),
    ("r", lazy("trả lại, có lý do")),
    ("e", lazy("đã biết, xong với văn bản này")),
    ("[ ]", lazy("trang trước, trang sau của văn bản")),
)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Served from the root scope; never stored, so that a new version is seen at the next visit."""
    urls = [static(name) for name in STATIC_FILES]
    context = {"files": urls, "offline": reverse("ui:offline"), "version": crc32("|".join(urls).encode())}
    response = render(request, "ui/sw.js", context, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {
            "src": static(f"ui/icons/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    return JsonResponse(
        {
            "name": _("Công Sở"),
            "short_name": _("Công Sở"),
            "description": _("Văn bản, ký số, giao việc của cơ quan nhà nước"),
            "lang": "vi",
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#f5f5f2",
            "theme_color": "#f5f5f2",
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/offline.html")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The table of keys: a dialog for HTMX, else a page."""
    rows = [
        ([pressed] if pressed.startswith("Ctrl") else pressed.split(), meaning) for pressed, meaning in KEYS
    ]
    template = "ui/_keys.html" if is_htmx(request) else "ui/keys.html"
    return render(request, template, {"rows": rows})


@require_safe
def more(request: HttpRequest) -> HttpResponse:
    navigation_counts(request)  # the sheet has no line that would renew its counts
    return render(request, "ui/more.html")


@require_safe
@cache_control(private=True, no_store=True)
def counts(request: HttpRequest) -> JsonResponse:
    """{navigation key: number} of the signed-in actor; {} for nobody."""
    return JsonResponse(navigation_counts(request))
