from typing import Any

from django.core.management.base import BaseCommand

from congso.documents import api as documents


class Command(BaseCommand):
    help = "Nạp dữ liệu có sẵn của phiên bản này: mẫu văn bản của 29 loại. Chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        documents.load_templates()
