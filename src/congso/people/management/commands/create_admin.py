"""Make an administrator of the installation, or give a known person that right and a new password."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congso.kernel import wording
from congso.kernel.actor import Actor
from congso.kernel.errors import Refusal
from congso.people.actions.persons import create_person, set_installation_admin, set_password
from congso.people.inputs import PersonData
from congso.people.queries.appointments import person_by_username


class Command(BaseCommand):
    help = "Tạo quản trị hệ thống, hoặc trao quyền đó và mật khẩu mới cho người đã có."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True, help="tên đăng nhập, ví dụ quantri")
        parser.add_argument("--name", default="", help="họ và tên; bắt buộc với người mới")
        parser.add_argument("--email", default="", help="thư công vụ")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="đọc mật khẩu từ đầu vào thay vì hỏi (dùng trong kịch bản)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else self._ask()
        actor = Actor.system()
        try:
            found = person_by_username(options["username"])
            if found is None:
                data = PersonData(options["username"], options["name"], options["email"])
                person_id = create_person(actor=actor, data=data, password=password)
            else:
                person_id = found.id
                set_password(actor=actor, person_id=person_id, password=password)
            set_installation_admin(actor=actor, person_id=person_id, value=True)
        except Refusal as refusal:
            raise CommandError(wording.explain(refusal)) from refusal
        self.stdout.write(f"{options['username']} là quản trị hệ thống. Đăng nhập tại trang chủ.")

    def _ask(self) -> str:
        first, second = getpass.getpass("Mật khẩu: "), getpass.getpass("Nhập lại mật khẩu: ")
        if first != second:
            raise CommandError("Hai lần nhập không giống nhau. Chưa tạo gì. Chạy lại lệnh.")
        return first
