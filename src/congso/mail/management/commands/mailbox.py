"""Open, close or look at the mailbox that an agency's letters are read from."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congso.kernel import wording
from congso.kernel.actor import Actor
from congso.kernel.errors import NotFound, Refusal
from congso.mail import api as mail
from congso.mail import texts
from congso.people import api as people


class Command(BaseCommand):
    help = "Hộp thư đến của một cơ quan: open mở hoặc sửa theo --address, close đóng, status xem."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=("open", "close", "status"))
        parser.add_argument("--agency", required=True, help="mã định danh của cơ quan, ví dụ H99.01")
        parser.add_argument("--address", default="", help="địa chỉ thư của cơ quan")
        parser.add_argument("--host", default="", help="máy chủ IMAP")
        parser.add_argument("--port", type=int, default=993)
        parser.add_argument("--security", default="tls", help="tls, starttls; none chỉ cho chính máy này")
        parser.add_argument("--folder", default="INBOX")
        parser.add_argument("--username", default="", help="mặc định là địa chỉ thư")
        parser.add_argument(
            "--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào thay vì hỏi"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        agency = people.agency_by_code(options["agency"])
        if agency is None:
            raise CommandError(f"Không có cơ quan mã {options['agency']}. Chưa có gì thay đổi.")
        actor = Actor.system(agency.id)
        try:
            if options["act"] == "open":
                self._open(actor, agency.id, options)
            elif options["act"] == "close":
                self._close(actor, agency.id, options["address"])
        except Refusal as refusal:
            raise CommandError(wording.explain(refusal)) from refusal
        self._show(actor, agency.id)

    def _open(self, actor: Actor, agency_id: int, options: dict[str, Any]) -> None:
        if not options["address"]:
            raise CommandError("Thiếu --address. Chưa có gì thay đổi.")
        asked = options["password_stdin"]
        password = sys.stdin.readline().rstrip("\r\n") if asked else getpass.getpass("Mật khẩu: ")
        mail.open_mailbox(
            actor=actor,
            agency_id=agency_id,
            address=options["address"],
            server=mail.Place(options["host"], options["port"], options["security"], options["folder"]),
            username=options["username"] or options["address"],
            password=password,
            mailbox_id=self._known(actor, agency_id, options["address"]),
        )

    def _known(self, actor: Actor, agency_id: int, address: str) -> int | None:
        rows = mail.mailboxes(actor=actor, agency_id=agency_id)
        return next((row.id for row in rows if row.address == address), None)

    def _close(self, actor: Actor, agency_id: int, address: str) -> None:
        """The one of this address; without one every mailbox of the agency."""
        rows = mail.mailboxes(actor=actor, agency_id=agency_id)
        chosen = [row for row in rows if address in ("", row.address)]
        if not chosen:
            raise NotFound("mail.no_mailbox")
        for row in chosen:
            mail.close_mailbox(actor=actor, mailbox_id=row.id)

    def _show(self, actor: Actor, agency_id: int) -> None:
        rows = mail.mailboxes(actor=actor, agency_id=agency_id)
        if not rows:
            self.stdout.write("Chưa có hộp thư.")
        for row in rows:
            state = "đang đọc" if row.active else "đã đóng"
            self.stdout.write(
                f"{row.address} tại {row.host}:{row.port} ({row.security}, {row.folder}): {state}."
            )
            if row.error:
                self.stdout.write(f"Lỗi lần gần nhất: {texts.trouble(row.error)}")
