import pytest

from congso.pure.reading import legacy
from congso.pure.reading.text import alike, compact, is_rule, is_upper, plain, tidy, without_dots


def test_plain_keeps_the_place_of_every_letter():
    text = "Độc lập – Tự do, ữ İ ß"
    assert plain(text).startswith("doc lap – tu do, u ")
    assert len(plain(text)) == len(text)


def test_compact_forgets_blanks_and_marks():
    assert compact("Q U Y Ế T  Đ Ị N H:") == "quyetdinh"


def test_tidy_mends_dashes_bullets_and_lookalikes():
    assert tidy("  Số:\u00a015–QÐ\u2011UBND ") == "Số: 15-QĐ-UBND"
    assert tidy("\uf0b7 Như trên") == "- Như trên"
    assert tidy("To\u0302\u0309ng") == "Tổng"


def test_dotted_lines_are_blanks():
    assert without_dots("ngày…. tháng.....năm 2025").split() == ["ngày", "tháng", "năm", "2025"]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("QUYẾT ĐỊNH", "QUYET DINH", True),
        ("QUYÉT ĐINH", "QUYẾT ĐỊNH", True),
        ("TỜ TRINN", "TỜ TRÌNH", True),
        ("KẾ HOẠCH", "QUYẾT ĐỊNH", False),
        ("CHỈ", "THỊ", False),
        ("abcdefgh", "hgfedcba", False),
        ("abcdefghij", "abcde12345", False),
    ],
)
def test_alike_forgives_a_slip(one, two, said):
    assert alike(one, two) is said


def test_capitals_and_rules():
    assert is_upper("BỘ Y TẾ 15")
    assert not is_upper("Bộ Y tế")
    assert not is_upper("15/2024")
    assert all(map(is_rule, ("-------", "*", "___ ___", "***")))
    assert not is_rule("- Như trên")


SENTENCE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập Tự do Hạnh phúc, quyết định về việc phước đường nguyên"
)


def encoded_tcvn3(text):
    table = {new: old for old, new in zip(legacy._TCVN3_BYTES, legacy._TCVN3_LETTERS, strict=True)}
    return "".join(table.get(letter, letter) for letter in text)


def test_tcvn3_is_read():
    assert legacy.from_tcvn3("Céng hßa x· héi §éc lËp") == "Cộng hòa xã hội Độc lập"
    assert legacy.from_tcvn3(encoded_tcvn3(SENTENCE)) == SENTENCE


def test_vni_is_read():
    text = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp Töï do Haïnh phuùc, ñöôøng phöôùc KYÙ ngaøy"
    assert legacy.from_vni(text) == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập Tự do Hạnh phúc, đường phước KÝ ngày"
    )


@pytest.mark.parametrize(
    ("font", "shown"),
    [
        (".VnTime", "Số"),
        ("ABCDEF+.VnTime,Bold", "Số"),
        (".VnTimeH", "SỐ"),
        ("Times New Roman", "Sè"),
        ("", "Sè"),
    ],
)
def test_the_font_tells_the_encoding(font, shown):
    assert legacy.decoder_for(font)("Sè") == shown


def test_a_vni_font_is_known():
    assert legacy.decoder_for("XYZABC+VNI-Times")("Soá") == "Số"


def test_letters_tell_the_encoding_where_fonts_do_not():
    tcvn3 = encoded_tcvn3(SENTENCE)
    assert legacy.guess_decoder(tcvn3) is legacy.from_tcvn3
    vni = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp Töï do Haïnh phuùc"
    assert legacy.guess_decoder(vni) is legacy.from_vni
    assert legacy.guess_decoder(SENTENCE) is legacy.keep
    assert legacy.guess_decoder("Plain English words without any mark") is legacy.keep
    assert legacy.keep("Sè") == "Sè"
