"""A letter put together: who it is from, what it says, the files or the link."""

import email.policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from congso.documents.api import IssuedLetter
from congso.files import api as files
from congso.kernel import clock
from congso.mail import rules
from congso.mail.models import Letter
from congso.people import api as people


def by_link(issued: IssuedLetter) -> bool:
    return rules.too_big([one.size for one in issued.files], settings.CONGSO_MAIL_ATTACH_LIMIT)


def message(letter: Letter, issued: IssuedLetter) -> EmailMessage:
    """Vietnamese, as official letters are. Raises NotFound files.purged; ValueError for an address that no header can hold."""
    agency = people.agency(letter.agency_id)
    with translation.override("vi"):
        made = EmailMessage(policy=email.policy.SMTP)
        made["From"] = Address(agency.name, addr_spec=settings.CONGSO_MAIL_FROM)
        made["To"] = Address(addr_spec=letter.address)
        if agency.email:
            made["Reply-To"] = Address(agency.name, addr_spec=agency.email)
        made["Subject"] = " ".join(f"{issued.kind} {issued.code}: {issued.subject}".split())
        made["Date"] = formatdate(clock.now().timestamp(), localtime=True)
        made["Message-ID"] = letter.message_id
        # No out-of-office answers to a machine (RFC 3834).
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(_text(letter, issued, agency.name))
    if not by_link(issued):
        for one in issued.files:
            kind, _slash, subtype = one.mime.partition("/")
            made.add_attachment(
                files.read(one.id),
                maintype=kind or "application",
                subtype=subtype or "octet-stream",
                filename=one.name,
            )
    return made


def _text(letter: Letter, issued: IssuedLetter, agency: str) -> str:
    day = f"{issued.issued_date:%d/%m/%Y}" if issued.issued_date else ""
    head = _("%(agency)s gửi %(kind)s số %(code)s ngày %(day)s của %(issuer)s: %(subject)s") % {
        "agency": agency, "kind": issued.kind, "code": issued.code, "day": day, "issuer": issued.issuer, "subject": issued.subject,
    }  # fmt: skip
    if by_link(issued):
        body = _("Tệp lớn nên không kèm theo thư. Tải văn bản trước ngày %(day)s tại: %(link)s") % {
            "day": f"{letter.link_until.astimezone(clock.VIETNAM):%d/%m/%Y}", "link": link(letter.token),
        }  # fmt: skip
    else:
        body = _("Văn bản có chữ ký số kèm theo thư này.")
    return "\n\n".join([head, body, _("Thư do hệ thống gửi. Nếu nhận nhầm, xin báo lại nơi gửi và xóa thư.")])


def link(token: str) -> str:
    """The whole address, for people outside."""
    return f"{settings.CONGSO_PUBLIC_URL.rstrip('/')}{reverse('mail:letter', args=[token])}"
