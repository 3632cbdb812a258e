"""The rules as data: the sentence of the decree, where it stands, how to mend, how grave a breach is.

The sentences are terms of law and serve as message ids where a screen translates them (`words`).
"""

import dataclasses
from typing import Final

from congso.pure.layout.check.model import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """`article`: of Decree 30/2020/NĐ-CP where it names an annex. `rule` and `mend` hold %(name)s places for a finding's parameters."""

    code: str
    severity: Severity
    article: str
    rule: str
    mend: str


def _(text: str) -> str:
    """Marks a Vietnamese sentence for the catalogue of translations; it is translated where it is shown."""
    return text


_GENERAL: Final = "Phụ lục I, Phần I, mục I."
_MAIN: Final = "Phụ lục I, Phần I, mục II."
_CAPS: Final = "Phụ lục II, mục "
_PARTY: Final = "Hướng dẫn 05-HD/VPTW"
# Not of the decree, whose annexes say nothing of spelling and abbreviations in the text.
_WRITING: Final = "Chính tả tiếng Việt"

_ROWS: Final = (
    Rule("paper.size", ERROR, f"{_GENERAL}1", _("Văn bản trình bày trên khổ giấy A4 (210 × 297 mm)."),
         _("Trang đang là %(width)s × %(height)s mm. Đặt lại khổ giấy A4.")),
    Rule("paper.landscape", WARNING, f"{_GENERAL}2", _("Văn bản trình bày theo chiều dài của khổ A4."),
         _("Trang đầu đang quay ngang. Chỉ quay ngang trang có bảng, biểu.")),
    Rule("margin.left", ERROR, f"{_GENERAL}3", _("Cách mép trái trang giấy 30 đến 35 mm."),
         _("Lề trái đang là %(have)s mm. Đặt trong khoảng 30 đến 35 mm.")),
    Rule("margin.right", ERROR, f"{_GENERAL}3", _("Cách mép phải trang giấy 15 đến 20 mm."),
         _("Lề phải đang là %(have)s mm. Đặt trong khoảng 15 đến 20 mm.")),
    Rule("margin.top", ERROR, f"{_GENERAL}3", _("Cách mép trên trang giấy 20 đến 25 mm."),
         _("Lề trên đang là %(have)s mm. Đặt trong khoảng 20 đến 25 mm.")),
    Rule("margin.bottom", ERROR, f"{_GENERAL}3", _("Cách mép dưới trang giấy 20 đến 25 mm."),
         _("Lề dưới đang là %(have)s mm. Đặt trong khoảng 20 đến 25 mm.")),
    Rule("font.family", ERROR, f"{_GENERAL}4", _("Phông chữ Times New Roman, màu đen."),
         _("%(share)s %% chữ dùng phông %(font)s. Đổi sang Times New Roman.")),
    Rule("font.some", WARNING, f"{_GENERAL}4", _("Phông chữ Times New Roman, màu đen."),
         _("Đoạn này dùng phông %(font)s. Đổi sang Times New Roman.")),
    Rule("font.encoding", ERROR, f"{_GENERAL}4", _("Bộ mã ký tự Unicode theo TCVN 6909:2001."),
         _("Chữ viết bằng bảng mã cũ (phông %(font)s). Chuyển sang Unicode.")),
    Rule("look.size", WARNING, _MAIN, _("Cỡ chữ của %(part)s: %(wanted)s."),
         _("Đang là cỡ %(have)s. Đặt cỡ %(wanted)s.")),
    Rule("look.bold", WARNING, _MAIN, _("%(part)s trình bày bằng chữ đậm."), _("Đặt chữ đậm.")),
    Rule("look.italic", WARNING, _MAIN, _("%(part)s trình bày bằng chữ nghiêng."), _("Đặt chữ nghiêng.")),
    Rule("page.number_missing", WARNING, f"{_GENERAL}7", _("Đánh số trang từ trang thứ hai, ở giữa lề trên."),
         _("Thêm số trang bằng chữ số Ả Rập, cỡ 13 đến 14, ở giữa lề trên.")),
    Rule("page.number_place", WARNING, f"{_GENERAL}7", _("Số trang đặt canh giữa trong phần lề trên."),
         _("Chuyển số trang lên giữa lề trên.")),
    Rule("page.number_first", WARNING, f"{_GENERAL}7", _("Không hiển thị số của trang thứ nhất."),
         _("Bỏ số trang ở trang đầu.")),
    Rule("head.national_missing", ERROR, f"{_MAIN}1.a", _("Văn bản phải có Quốc hiệu."),
         _("Thêm “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” ở trên cùng, bên phải trang đầu.")),
    Rule("head.national_case", ERROR, f"{_MAIN}1.a", _("Quốc hiệu viết bằng chữ in hoa."),
         _("Viết “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”.")),
    Rule("head.national_words", ERROR, f"{_MAIN}1.a", _("Quốc hiệu là “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”."),
         _("Sửa chữ sai trong Quốc hiệu.")),
    Rule("head.motto_missing", ERROR, f"{_MAIN}1.b", _("Dưới Quốc hiệu phải có Tiêu ngữ."),
         _("Thêm “Độc lập - Tự do - Hạnh phúc” dưới Quốc hiệu.")),
    Rule("head.motto_case", ERROR, f"{_MAIN}1.b", _("Tiêu ngữ viết chữ thường, chỉ hoa chữ cái đầu của mỗi cụm từ."),
         _("Viết “Độc lập - Tự do - Hạnh phúc”.")),
    Rule("head.motto_spaces", ERROR, f"{_MAIN}1.b", _("Giữa các cụm từ của Tiêu ngữ có gạch nối (-), có cách chữ."),
         _("Thêm dấu cách ở hai bên gạch nối: “Độc lập - Tự do - Hạnh phúc”.")),
    Rule("head.motto_dash", WARNING, f"{_MAIN}1.b", _("Giữa các cụm từ của Tiêu ngữ có gạch nối (-), có cách chữ."),
         _("Thay gạch dài bằng gạch nối (-).")),
    Rule("head.motto_words", ERROR, f"{_MAIN}1.b", _("Tiêu ngữ là “Độc lập - Tự do - Hạnh phúc”."),
         _("Sửa chữ sai trong Tiêu ngữ.")),
    Rule("head.body_missing", WARNING, f"{_MAIN}2", _("Tên cơ quan ban hành ở trên cùng, bên trái trang đầu."),
         _("Thêm tên cơ quan, tổ chức ban hành văn bản.")),
    Rule("head.body_case", WARNING, f"{_MAIN}2", _("Tên cơ quan ban hành viết bằng chữ in hoa."),
         _("Viết hoa tên cơ quan ban hành.")),
    Rule("number.missing", WARNING, f"{_MAIN}3", _("Văn bản phải có số và ký hiệu."),
         _("Thêm dòng “Số: …/…” dưới tên cơ quan ban hành.")),
    Rule("number.zero", ERROR, f"{_MAIN}3", _("Số nhỏ hơn 10 phải ghi thêm số 0 phía trước."),
         _("Viết “%(wanted)s”.")),
    Rule("number.form", WARNING, f"{_MAIN}3", _("Sau từ “Số” có dấu hai chấm; giữa số và ký hiệu có dấu gạch chéo (/)."),
         _("Viết theo dạng “Số: 15/QĐ-UBND”.")),
    Rule("number.symbol_case", ERROR, f"{_MAIN}3", _("Ký hiệu của văn bản viết bằng chữ in hoa."),
         _("Viết “%(wanted)s” bằng chữ in hoa theo bảng chữ viết tắt tên loại.")),
    Rule("number.symbol_spaces", WARNING, f"{_MAIN}3", _("Giữa các nhóm chữ của ký hiệu có gạch nối (-), không cách chữ."),
         _("Bỏ dấu cách trong ký hiệu.")),
    Rule("number.kind", WARNING, "Phụ lục III", _("Ký hiệu bắt đầu bằng chữ viết tắt của tên loại văn bản."),
         _("%(kind)s viết tắt là “%(wanted)s”.")),
    Rule("date.missing", WARNING, f"{_MAIN}4", _("Văn bản phải có địa danh và thời gian ban hành."),
         _("Thêm dòng “Địa danh, ngày … tháng … năm …” dưới Quốc hiệu.")),
    Rule("date.form", ERROR, f"{_MAIN}4", _("Thời gian ban hành viết theo dạng “ngày … tháng … năm …”."),
         _("Viết đầy đủ “ngày … tháng … năm …”, không dùng dấu / hay dấu - giữa các số.")),
    Rule("date.zero", ERROR, f"{_MAIN}4", _("Ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước."),
         _("Viết “%(wanted)s”.")),
    Rule("date.impossible", ERROR, f"{_MAIN}4", _("Thời gian ban hành là ngày ký hoặc ngày thông qua văn bản."),
         _("Ngày này không có trong lịch. Sửa ngày, tháng, năm.")),
    Rule("date.place", ERROR, f"{_MAIN}4", _("Trước thời gian ban hành có địa danh, chữ cái đầu viết hoa."),
         _("Thêm địa danh và dấu phẩy trước “ngày”.")),
    Rule("date.comma", WARNING, f"{_MAIN}4", _("Sau địa danh có dấu phẩy."), _("Thêm dấu phẩy sau địa danh.")),
    Rule("subject.about_missing", ERROR, f"{_MAIN}5", _("Công văn ghi trích yếu sau chữ “V/v”, dưới số và ký hiệu."),
         _("Thêm “V/v …” dưới dòng số, ký hiệu.")),
    Rule("subject.about_place", ERROR, f"{_MAIN}5", _("Công văn ghi trích yếu sau chữ “V/v”, dưới số và ký hiệu."),
         _("Chuyển dòng “V/v …” về dưới dòng số, ký hiệu, bên trái.")),
    Rule("subject.about_lead", WARNING, f"{_MAIN}5", _("Trích yếu của công văn bắt đầu bằng chữ “V/v”."),
         _("Bắt đầu trích yếu bằng “V/v”.")),
    Rule("subject.missing", WARNING, f"{_MAIN}5", _("Dưới tên loại có trích yếu nội dung văn bản."),
         _("Thêm trích yếu dưới tên loại.")),
    Rule("subject.title_lead", WARNING, f"{_MAIN}5", _("Chữ “V/v” chỉ dùng cho công văn."),
         _("Viết “Về việc …” hoặc bỏ chữ “V/v”.")),
    Rule("address.missing", WARNING, f"{_MAIN}9", _("Công văn có dòng “Kính gửi:” trước nội dung."),
         _("Thêm “Kính gửi: …”.")),
    Rule("basis.semicolon", ERROR, f"{_MAIN}6", _("Sau mỗi căn cứ xuống dòng, cuối dòng có dấu chấm phẩy (;)."),
         _("Kết thúc căn cứ này bằng dấu chấm phẩy (;).")),
    Rule("basis.last", WARNING, f"{_MAIN}6", _("Dòng căn cứ cuối cùng kết thúc bằng dấu chấm (.)."),
         _("Kết thúc dòng cuối của phần căn cứ bằng dấu chấm (.).")),
    Rule("sign.head_title", ERROR, f"{_MAIN}7", _("Sau “KT.” ghi chức vụ của người đứng đầu, dòng dưới ghi chức vụ người ký."),
         _("Ghi “KT.” và chức vụ của người đứng đầu, ví dụ “KT. CHỦ TỊCH”.")),
    Rule("sign.deputy_title", WARNING, f"{_MAIN}7", _("Dưới dòng “KT.” ghi chức vụ của cấp phó ký văn bản."),
         _("Thêm chức vụ của người ký dưới dòng “KT.”.")),
    Rule("sign.deputy_alone", WARNING, f"{_MAIN}7", _("Cấp phó ký thay người đứng đầu phải ghi “KT.” trước chức vụ người đứng đầu."),
         _("Thêm dòng “KT.” và chức vụ của người đứng đầu.")),
    Rule("sign.order", ERROR, f"{_MAIN}7", _("“TM.” và tên tập thể đứng trên dòng “KT.”."),
         _("Đưa dòng “TM.” lên đầu phần ký.")),
    Rule("sign.form", WARNING, f"{_MAIN}7", _("Quyền hạn của người ký ghi bằng “TM.”, “KT.”, “TL.”, “TUQ.” hoặc “Q.”."),
         _("Viết “%(wanted)s”, có dấu chấm.")),
    Rule("sign.case", WARNING, f"{_MAIN}7", _("Quyền hạn và chức vụ của người ký viết bằng chữ in hoa."),
         _("Viết hoa quyền hạn và chức vụ.")),
    Rule("sign.name_case", WARNING, f"{_MAIN}7", _("Họ tên người ký viết bằng chữ thường."),
         _("Viết họ tên bằng chữ thường, hoa chữ cái đầu.")),
    Rule("sign.rank", NOTE, f"{_MAIN}7", _("Trước họ tên người ký không ghi học hàm, học vị, danh hiệu; lực lượng vũ trang và đơn vị giáo dục, y tế, khoa học theo quy định của ngành."),
         _("Bỏ phần đứng trước họ tên, nếu ngành không quy định khác.")),
    Rule("recipients.missing", WARNING, f"{_MAIN}9", _("Văn bản có phần “Nơi nhận:” ngang hàng với chức vụ người ký, bên trái."),
         _("Thêm “Nơi nhận:” và danh sách.")),
    Rule("recipients.archive", ERROR, f"{_MAIN}9", _("Dòng cuối của nơi nhận ghi “Lưu: VT, …”."),
         _("Thêm dòng “- Lưu: VT, …”.")),
    Rule("recipients.archive_form", WARNING, f"{_MAIN}9", _("Sau chữ “Lưu” có dấu hai chấm, tiếp theo là “VT” và chữ viết tắt đơn vị soạn thảo."),
         _("Viết “- Lưu: VT, …”.")),
    Rule("recipients.marks", WARNING, f"{_MAIN}9", _("Mỗi nơi nhận một dòng, đầu dòng gạch đầu dòng, cuối dòng dấu chấm phẩy, dòng cuối dấu chấm."),
         _("Sửa dấu ở đầu hoặc cuối dòng này.")),
    Rule("party.size", WARNING, _PARTY, _("Cỡ chữ của %(part)s: %(wanted)s."),
         _("Đang là cỡ %(have)s. Đặt cỡ %(wanted)s.")),
    Rule("party.bold", WARNING, _PARTY, _("%(part)s trình bày bằng chữ đậm."), _("Đặt chữ đậm.")),
    Rule("party.italic", WARNING, _PARTY, _("%(part)s trình bày bằng chữ nghiêng."), _("Đặt chữ nghiêng.")),
    Rule("party.title_case", WARNING, _PARTY, _("Tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM” viết bằng chữ in hoa."),
         _("Viết “ĐẢNG CỘNG SẢN VIỆT NAM”.")),
    Rule("party.number_form", WARNING, _PARTY, _("Sau từ “Số” không có dấu hai chấm; giữa số và ký hiệu có gạch nối (-)."),
         _("Viết theo dạng “Số 15-QĐ/TU”.")),
    Rule("party.about_lead", WARNING, _PARTY, _("Trích yếu của công văn không có chữ “V/v”."), _("Bỏ chữ “V/v”.")),
    Rule("party.sign_form", WARNING, _PARTY, _("Quyền hạn của người ký ghi bằng “T/M”, “K/T” hoặc “T/L”."), _("Viết “%(wanted)s”.")),
    Rule("party.archive_form", NOTE, _PARTY, _("Dòng lưu của nơi nhận ghi “Lưu” và nơi lưu, không có dấu hai chấm."),
         _("Viết như “Lưu Văn phòng Tỉnh ủy.”.")),
    Rule("party.end", NOTE, _PARTY, _("Nội dung văn bản của Đảng kết thúc bằng dấu chấm (.)."), _("Thay “./.” bằng dấu chấm.")),
    Rule("caps.article", WARNING, f"{_CAPS}V.7", _("Viện dẫn điều của một văn bản cụ thể thì viết hoa chữ “Điều”."),
         _("Viết “Điều”.")),
    Rule("caps.kind", WARNING, f"{_CAPS}V.6", _("Tên loại của một văn bản cụ thể viết hoa chữ cái đầu."),
         _("Viết hoa chữ cái đầu của tên loại.")),
    Rule("caps.country", WARNING, f"{_CAPS}III", _("Tên địa lý viết hoa chữ cái đầu của các âm tiết."), _("Viết “Việt Nam”.")),
    Rule("caps.day", WARNING, f"{_CAPS}V.8", _("Tên các ngày trong tuần viết hoa chữ cái đầu của âm tiết chỉ ngày."),
         _("Viết “%(wanted)s”.")),
    Rule("abbreviation.unexplained", NOTE, _WRITING, _("Chữ viết tắt dùng lần đầu phải đặt trong ngoặc đơn ngay sau cụm từ đầy đủ."),
         _("Ghi đầy đủ lần đầu rồi thêm “(%(word)s)”.")),
    Rule("spelling.syllable", WARNING, _WRITING, _("Văn bản viết đúng chính tả tiếng Việt."),
         _("Tiếng Việt không có âm tiết “%(word)s”. Sửa lại chữ này.")),
    Rule("spelling.tone", NOTE, _WRITING, _("Đặt dấu thanh theo một cách trong cả văn bản (hòa hoặc hoà)."),
         _("“%(one)s” và “%(other)s” dùng lẫn. Viết thống nhất một cách.")),
)  # fmt: skip

RULES: Final[dict[str, Rule]] = {row.code: row for row in _ROWS}


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A part of the page with its sizes in points; `article` within annex I, part I, section II."""

    code: str
    name: str
    article: str
    smallest: float
    largest: float
    bold: bool = False
    italic: bool = False


_PARTS: Final = (
    Part("national", _("Quốc hiệu"), "1.a", 12, 13, bold=True),
    Part("motto", _("Tiêu ngữ"), "1.b", 13, 14, bold=True),
    Part("parent", _("Tên cơ quan chủ quản"), "2", 12, 13),
    Part("body", _("Tên cơ quan ban hành"), "2", 12, 13, bold=True),
    Part("number", _("Số và ký hiệu"), "3", 13, 13),
    Part("date", _("Địa danh và thời gian"), "4", 13, 14, italic=True),
    Part("about", _("Trích yếu công văn"), "5", 12, 13),
    Part("title", _("Tên loại văn bản"), "5", 13, 14, bold=True),
    Part("subject", _("Trích yếu"), "5", 13, 14, bold=True),
    Part("basis", _("Căn cứ ban hành"), "6", 13, 14, italic=True),
    Part("text", _("Nội dung"), "6", 13, 14),
    Part("office", _("Chức vụ của người ký"), "7", 13, 14, bold=True),
    Part("name", _("Họ tên người ký"), "7", 13, 14, bold=True),
    Part("label", _("Từ “Nơi nhận”"), "9", 12, 12, bold=True, italic=True),
    Part("recipients", _("Danh sách nơi nhận"), "9", 11, 11),
)
# Annex 3 of Guidance 36-HD/VPTW, which the guidance after it keeps; what is not known for sure is left out.
_PARTY_PARTS: Final = (
    Part("party.title", _("Tiêu đề"), "", 15, 15, bold=True),
    Part("party.parent", _("Tên cơ quan chủ quản"), "", 14, 14),
    Part("party.body", _("Tên cơ quan ban hành"), "", 14, 14, bold=True),
    Part("party.number", _("Số và ký hiệu"), "", 14, 14),
    Part("party.date", _("Địa danh và thời gian"), "", 14, 14, italic=True),
    Part("party.about", _("Trích yếu công văn"), "", 12, 12, italic=True),
    Part("party.kind", _("Tên loại văn bản"), "", 15, 16, bold=True),
    Part("party.subject", _("Trích yếu"), "", 14, 15, bold=True),
    Part("party.text", _("Nội dung"), "", 14, 15),
    Part("party.office", _("Chức vụ của người ký"), "", 14, 14),
    Part("party.name", _("Họ tên người ký"), "", 14, 14, bold=True),
)
PARTS: Final[dict[str, Part]] = {part.code: part for part in (*_PARTS, *_PARTY_PARTS)}


@dataclasses.dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a measured page may be off before a rule speaks: millimetres and points. Word declares, a PDF is measured."""

    paper: float = 3.0
    declared: float = 0.6
    measured: float = 1.5
    measured_top: float = 2.5
    size: float = 0.6
    wrong_font: float = 0.3  # share of letters: more is an error
    some_font: int = 40  # letters of one line: fewer are a symbol or a slip


TOLERANCES: Final = Tolerances()
