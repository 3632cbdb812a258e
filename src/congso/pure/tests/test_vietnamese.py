"""Vietnamese text: folding, tones, keys, names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.pure import vietnamese as vi

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + " -,.()0123456789", max_size=30)


def by_bytes(values, key):
    return sorted(values, key=lambda value: key(value).encode())


def test_nfc_composes():
    assert vi.nfc(unicodedata.normalize("NFD", "Quyết định")) == "Quyết định"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ĐƠN VỊ Hoà Bình", "don vi hoa binh"),
        (unicodedata.normalize("NFD", "Thừa Thiên Huế"), "thua thien hue"),
        ("Ðà Nẵng", "da nang"),
        ("tài\u00adliệu\u200b mật", "tailieu mat"),
        ("ﬁle Ｎo １", "file no 1"),
        ("İstanbul", "istanbul"),
    ],
)
def test_fold(text, expected):
    assert vi.fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HOÀ BÌNH", "hòa bình"),
        ("Ðắk Lắk", "đắk lắk"),
        (unicodedata.normalize("NFD", "Thuỷ Lợi"), "thủy lợi"),
        ("Ｑuý", "quý"),
    ],
)
def test_fold_marks(text, expected):
    assert vi.fold_marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoà khoẻ thuỷ uỷ", "hòa khỏe thủy ủy"),
        ("HOÀ Thuỷ", "HÒA Thủy"),
        ("hòan tòan thùyên", "hoàn toàn thuyền"),
        ("qúy qùa gìa gíao", "quý quà già giáo"),
        ("quý quả gì gìn giết giữ", "quý quả gì gìn giết giữ"),
        ("ngừơi nghiã cưú thúôc", "người nghĩa cứu thuốc"),
        ("khuỷu xoáy ngoèo thuở mùa ngửi", "khuỷu xoáy ngoèo thuở mùa ngửi"),
        ("khủyu xóay ngòeo", "khuỷu xoáy ngoèo"),
        ("tuýp loét huỳnh Đắk", "tuýp loét huỳnh Đắk"),
        ("café résumé Blốk", "café résumé Blốk"),
        ("e\u0301\u0302", "ế"),
        ("HoàBình 12 hoà-bình", "HoàBình 12 hòa-bình"),
        ("ộ́", "ộ́"),
        ("İà", "İà"),
    ],
)
def test_normal_tone(text, expected):
    assert vi.normal_tone(text) == expected


@given(WORDS)
def test_normal_tone_moves_marks_only(text):
    once = vi.normal_tone(text)
    assert vi.normal_tone(once) == once
    assert vi.fold(once) == vi.fold(text)
    assert len(once) == len(text)


@given(st.text())
def test_folding_is_stable_and_forgets_the_form(text):
    assert vi.fold(vi.fold(text)) == vi.fold(text)
    assert vi.fold(unicodedata.normalize("NFD", text)) == vi.fold(text)


@given(WORDS)
def test_exact_search_folds_to_accent_free_search(text):
    assert vi.fold(vi.fold_marks(text)) == vi.fold(text)


def test_alphabet_order():
    alphabet = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert by_bytes(reversed(alphabet), vi.collation_key) == alphabet


def test_tone_order_is_secondary():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert by_bytes(reversed(tones), vi.collation_key) == tones
    assert by_bytes(["mạ an", "ma ban", "mà an", "ma an"], vi.collation_key) == [
        "ma an",
        "mà an",
        "mạ an",
        "ma ban",
    ]


def test_words_and_places_order():
    places = [
        "An Giang",
        "An Hòa",
        "Ân Thi",
        "Bà Rịa",
        "Cà Mau",
        "Cần Thơ",
        "Cao Bằng",
        "Dĩ An",
        "Đà Nẵng",
        "Đắk Lắk",
    ]
    expected = [
        "An Giang",
        "An Hòa",
        "Ân Thi",
        "Bà Rịa",
        "Cà Mau",
        "Cao Bằng",
        "Cần Thơ",
        "Dĩ An",
        "Đà Nẵng",
        "Đắk Lắk",
    ]
    assert by_bytes(places, vi.collation_key) == expected


def test_key_ignores_case_punctuation_and_tone_placement():
    assert vi.collation_key("  (HOÀ)  Bình! ") == vi.collation_key("hòa bình")
    assert vi.collation_key("An, Bình") == vi.collation_key("An - Bình")
    assert vi.collation_key("\u0301") == vi.collation_key("")
    assert vi.collation_key("Tổ 2") < vi.collation_key("Tổ a")


def test_foreign_marks_do_not_weigh():
    assert vi.collation_key("Müller ĭ") == vi.collation_key("Muller i")


@given(WORDS, WORDS)
def test_key_order_follows_letters_then_tones(left, right):
    if vi.collation_key(left) == vi.collation_key(right):
        assert "".join(filter(str.isalnum, vi.fold(left))) == "".join(filter(str.isalnum, vi.fold(right)))
    assert "\x00" not in vi.collation_key(left)


def test_names_sort_by_given_name():
    names = [
        "Trần Thị Ánh",
        "Lương Mỹ Duyên",
        "Nguyễn Văn An",
        "Bùi Văn An",
        "Lê Thị Ân",
        "Đỗ Văn Đức",
        "Lê Dũng",
    ]
    assert by_bytes(names, vi.sort_key) == [
        "Bùi Văn An",
        "Nguyễn Văn An",
        "Trần Thị Ánh",
        "Lê Thị Ân",
        "Lê Dũng",
        "Lương Mỹ Duyên",
        "Đỗ Văn Đức",
    ]


def test_same_given_name_groups_before_the_tone_next_to_it():
    assert by_bytes(["An Hòa", "Vũ Hoa", "Anh Hoan"], vi.sort_key) == ["Vũ Hoa", "An Hòa", "Anh Hoan"]


def test_sort_key_of_nothing_and_of_one_word():
    assert vi.sort_key("") < vi.sort_key("An") < vi.sort_key("Lê An")


@pytest.mark.parametrize(
    ("name", "letters", "short"),
    [
        ("Lương Mỹ Duyên", "LMD", "L. M. Duyên"),
        ("  đỗ   văn Đức ", "ĐVĐ", "Đ. V. Đức"),
        ("Duyên", "D", "Duyên"),
        ("", "", ""),
        (unicodedata.normalize("NFD", "Ấn Hà"), "ẤH", "Ấ. Hà"),
    ],
)
def test_short_forms(name, letters, short):
    assert vi.initials(name) == letters
    assert vi.short_name(name) == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LƯƠNG MỸ DUYÊN", "Lương Mỹ Duyên"),
        ("h'hen niê, y-blốk (đắk)", "H'Hen Niê, Y-Blốk (Đắk)"),
        ("", ""),
    ],
)
def test_title_case(text, expected):
    assert vi.title_case(text) == expected


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV"), (3999, "MMMCMXCIX")],
)
def test_roman(number, numeral):
    assert vi.roman(number) == numeral


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_roman_refuses_what_it_cannot_write(number):
    with pytest.raises(ValueError, match="1 to 3999"):
        vi.roman(number)
