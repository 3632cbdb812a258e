import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from congso.config.demo.load import is_empty, load_demo


class Command(BaseCommand):
    help = "Nạp tỉnh Mẫu vào bản cài đặt còn trống: 13 cơ quan, hai tuần văn bản; --scale province: 875 cơ quan, 90.000 văn bản."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people-only", action="store_true", help="chỉ cơ quan và người")
        parser.add_argument(
            "--scale", choices=("small", "province"), default="small", help="cỡ dữ liệu (mặc định small)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_empty():
            self.stdout.write("Bản cài đặt đã có cơ quan. Không nạp tỉnh Mẫu.")
            return
        began = time.monotonic()
        made = load_demo(story=not options["people_only"], province=options["scale"] == "province")
        self.stdout.write(
            f"Đã nạp tỉnh Mẫu trong {time.monotonic() - began:.0f} giây: {len(made.agencies)} cơ quan có người quen, {len(made.seats)} người."
        )
