"""Sample files that can be filled in and sent back."""

import csv
import io

import openpyxl
from openpyxl.utils import get_column_letter

from congso.kernel.errors import NotFound
from congso.people.importing.columns import KINDS

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sample(kind: str, extension: str) -> tuple[bytes, str]:
    """(bytes, content type) of a file with the header (required columns marked *) and one example row.

    Raises NotFound people.no_sample.
    """
    columns = KINDS.get(kind)
    if columns is None or extension not in TYPES:
        raise NotFound("people.no_sample")
    header = [f"{column.header} *" if column.required else column.header for column in columns]
    example = [column.example for column in columns]
    if extension == "csv":
        text = io.StringIO()
        # The mark makes Excel read it as UTF-8.
        text.write("\ufeff")
        csv.writer(text, delimiter=";").writerows([header, example])
        return text.getvalue().encode(), TYPES[extension]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(header)
    sheet.append(example)
    for place, word in enumerate(header):
        sheet.column_dimensions[get_column_letter(place + 1)].width = max(14, len(word) + 4)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue(), TYPES[extension]
