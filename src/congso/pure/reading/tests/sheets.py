"""Pages written in code: lines put where an annex of the decree puts them, without any file."""

import functools

from PIL import ImageFont

from congso.pure.layout import FONTS_DIR
from congso.pure.reading.page_model import Page, Word, page_of_words

LEFT_MIDDLE, RIGHT_MIDDLE, MIDDLE = 165.0, 405.0, 311.0
LEFT, RIGHT = 85.0, 538.0
NATIONAL = ("*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "*Độc lập - Tự do - Hạnh phúc")
TEXT = (
    "Thực hiện chương trình công tác năm, cơ quan đề nghị các đơn vị phối hợp triển khai những nội dung dưới đây "
    "và gửi kết quả trước ngày 15 tháng 12 để tổng hợp, báo cáo cấp có thẩm quyền xem xét, quyết định."
)


@functools.cache
def _font(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS_DIR / f"Tinos-{face}.ttf"), 1000)


def text_width(text: str, *, bold: bool = False, italic: bool = False) -> float:
    """Width as a share of the size, so that the same sheet can be set as PDF."""
    face = ("Bold" if bold else "") + ("Italic" if italic else "")
    return _font(face or "Regular").getlength(text) / 1000


class Sheet:
    """A page of A4 filled from the top. A line that begins with * is bold, with / italic."""

    def __init__(self, index: int = 0, top: float = 57.0) -> None:
        self.index, self.y, self.words = index, top, []

    def line(self, text: str, x: float, size: float = 13.0, confidence: float = 1.0) -> float:
        """Put a line with its left edge at x; returns its right edge."""
        bold, italic = text.startswith("*"), text.startswith(("/", "*/"))
        for word in text.lstrip("*/").split(" "):
            wide = text_width(word, bold=bold, italic=italic) * size
            if word:
                box = (x, self.y, x + wide, self.y + size)
                self.words.append(
                    Word(word, *box, bold=bold, italic=italic, size=size, confidence=confidence)
                )
            x += wide + 0.25 * size
        return x

    def centred(self, text: str, middle: float, size: float = 13.0) -> None:
        bold, italic = text.startswith("*"), text.startswith(("/", "*/"))
        words = [text_width(word, bold=bold, italic=italic) for word in text.lstrip("*/").split()]
        wide = (sum(words) + 0.25 * len(words) - 0.25) * size
        self.line(text, middle - wide / 2, size)

    def down(self, points: float = 15.5) -> "Sheet":
        self.y += points
        return self

    def middle(self, *lines: str, size: float = 13.0) -> "Sheet":
        for text in lines:
            self.centred(text, MIDDLE, size)
            self.down()
        return self

    def columns(self, left: tuple[str, ...], right: tuple[str, ...], size: float = 12.0) -> "Sheet":
        """Lines of both columns, centred in their halves."""
        start, end = self.y, self.y
        for lines, middle in ((left, LEFT_MIDDLE), (right, RIGHT_MIDDLE)):
            self.y = start
            for text in lines:
                if text:
                    self.centred(text, middle, size)
                self.down()
            end = max(end, self.y)
        self.y = end
        return self

    def head(self, bodies: tuple[str, ...], code: str, date: str, about: tuple[str, ...] = ()) -> "Sheet":
        self.columns(bodies, NATIONAL)
        self.down(6).columns((code, *about), (f"/{date}" if date else "",))
        return self.down(14)

    def body(self, paragraphs: int = 2, text: str = TEXT) -> "Sheet":
        for _ in range(paragraphs):
            x = LEFT + 36
            row: list[str] = []
            for word in text.split():
                if x + text_width(" ".join([*row, word])) * 13 + 3.25 * len(row) > RIGHT:
                    self._justified(row, x)
                    x, row = LEFT, []
                row.append(word)
            self.line(" ".join(row), x)
            self.down(22)
        return self

    def _justified(self, row: list[str], x: float) -> None:
        slack = RIGHT - x - text_width("".join(row)) * 13
        for word in row:
            self.line(word, x)
            x += text_width(word) * 13 + slack / max(len(row) - 1, 1)
        self.down(16)

    def closing(self, receivers: tuple[str, ...], signature: tuple[str, ...], name: str = "") -> "Sheet":
        """Recipients at the left, signature at the right; the name four lines under the last title."""
        self.down(10)
        start = self.y
        self.line("*/Nơi nhận:", LEFT, 12)
        for text in receivers:
            self.down(13).line(text, LEFT, 11)
        end, self.y = self.y, start
        for text in signature:
            self.centred(f"*{text}", RIGHT_MIDDLE, 13)
            self.down(15)
        if name:
            self.down(52).centred(f"*{name}", RIGHT_MIDDLE, 13)
        self.y = max(self.y, end) + 20
        return self

    def page(self) -> Page:
        return page_of_words(self.index, 595.0, 842.0, self.words)
