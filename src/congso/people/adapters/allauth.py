"""How django-allauth behaves here: nobody signs up, every sign-in is journalled, nothing chatters."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from congso.audit import api as audit
from congso.kernel.actor import Actor, ActorKind
from congso.kernel.refs import SubjectRef
from congso.people.models import Person

# Said by the page itself; a toast would only repeat it.
_SILENT = ("logged_in.txt", "logged_out.txt")
_wrong = lazy("Tên hoặc mật khẩu chưa đúng.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    # The library brings no Vietnamese catalogue. One sentence for every wrong sign-in, so that names cannot be guessed.
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _wrong,
        "email_password_mismatch": _wrong,
        "username_password_mismatch": _wrong,
        "invalid_login": _wrong,
        "enter_current_password": lazy("Nhập mật khẩu hiện tại."),
        "incorrect_password": lazy("Mật khẩu chưa đúng. Nhập lại."),
        "incorrect_code": lazy("Mã chưa đúng hoặc đã hết hạn. Chờ mã mới rồi nhập lại."),
        "too_many_login_attempts": lazy(
            "Đã thử sai nhiều lần. Tài khoản không bị khóa; chờ 5 phút rồi đăng nhập lại."
        ),
        "rate_limited": lazy("Đã gửi quá nhiều yêu cầu. Chờ vài phút rồi thử lại."),
        "same_as_current": lazy("Mật khẩu mới phải khác mật khẩu hiện tại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come from the administrator or an import, never from the open page."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **rest: Any
    ) -> None:
        if message_template and message_template.endswith(_SILENT):
            return
        super().add_message(request, level, message_template, *args, **rest)

    def post_login(self, request: HttpRequest, user: Person, **rest: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **rest)
        _journal(user, "person.signed_in")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=365 * 86400, samesite="Lax")
        return response

    def send_notification_mail(self, template_prefix: str, user: Person, *args: Any, **rest: Any) -> None:
        """The library calls this after every change of password, TOTP, passkeys and codes: they are journalled here."""
        _journal(user, f"person.{template_prefix.rsplit('/', 1)[-1]}")
        super().send_notification_mail(template_prefix, user, *args, **rest)

    def clean_password(self, password: str, user: Person | None = None) -> str:
        if user is not None and user.check_password(password):
            raise self.validation_error("same_as_current")
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def set_password(self, user: Person, password: str) -> None:
        """Chosen by its owner: nothing more is asked for."""
        user.first_password = user.must_change_password  # type: ignore[attr-defined]
        user.must_change_password = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/" if getattr(request.user, "first_password", False) else "/tai-khoan/"


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy("Mã chưa đúng hoặc đã hết hạn. Chờ mã mới rồi nhập lại."),
        "cannot_delete_authenticator": lazy("Cơ quan yêu cầu xác thực hai lớp nên chưa tắt được."),
        "cannot_generate_recovery_codes": lazy(
            "Bật ứng dụng xác thực hoặc thêm khóa trước, rồi tạo mã dự phòng."
        ),
        "unverified_email": lazy("Xác nhận địa chỉ thư trước khi bật xác thực hai lớp."),
    }

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002 - the library calls it so
        return _("Khóa đăng nhập")

    def get_totp_label(self, user: Person) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return "Công Sở"


def _journal(user: Person, verb: str) -> None:
    actor = Actor(kind=ActorKind.PERSON, name=user.full_name, person_id=user.pk)
    audit.record(actor, verb, SubjectRef("person", user.pk))
