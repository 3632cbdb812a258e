from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from congso.config.demo.load import is_empty, load_demo


class Command(BaseCommand):
    help = "Nạp tỉnh Mẫu vào bản cài đặt còn trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people-only", action="store_true", help="chỉ cơ quan và người")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_empty():
            self.stdout.write("Bản cài đặt đã có cơ quan. Không nạp tỉnh Mẫu.")
            return
        made = load_demo(story=not options["people_only"])
        self.stdout.write(f"Đã nạp tỉnh Mẫu: {len(made.agencies)} cơ quan, {len(made.seats)} người.")
