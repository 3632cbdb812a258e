import sys
from typing import Any

from django.core.management.base import BaseCommand

from congso.audit import sealing


class Command(BaseCommand):
    help = "Kiểm tra chuỗi băm của nhật ký; mã thoát 1 nếu có dòng bị sửa, thêm hoặc mất."

    def handle(self, *args: Any, **options: Any) -> None:
        while sealing.seal():
            pass
        verdict = sealing.verify()
        if verdict.broken_at is None:
            self.stdout.write(f"Nhật ký nguyên vẹn: {verdict.rows} dòng.")
            return
        self.stdout.write(
            f"Nhật ký không khớp từ dòng có mã {verdict.broken_at} (đã kiểm {verdict.rows} dòng)."
        )
        sys.exit(1)
