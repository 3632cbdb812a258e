"""The name under a signature: in black or in red, run together, under the seal, misread; and what is no name."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from congso.pure.reading.scans import name_search
from congso.pure.reading.scans.engine import Letter, OcrFailed, Token
from congso.pure.reading.scans.name_search import Name, search
from congso.pure.reading.scans.tests.names import LEFT, block, read
from congso.pure.reading.scans.tests.tokens import line

Says = Callable[..., None]
WHOLE = (0, 0, 1500, 1000)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Says:
    """`engine(scattered=…, block=…)`: words of either layout, only of pictures on which there is dark ink."""
    said: dict[int, Any] = {}

    def recognise(image: Image.Image, *, layout: int, seconds: float) -> list[Token]:
        answer = said.get(layout, [])
        if isinstance(answer, Exception):
            raise answer
        return list(answer) if image.getextrema()[0] < 100 else []

    monkeypatch.setattr(name_search.engine, "recognise", recognise)
    return lambda scattered=(), block=(): said.update({11: scattered, 6: block})


def found(image: Image.Image, middle: float | None = None) -> str | None:
    name = search(image, WHOLE, middle, seconds=5)
    return " ".join(name.words) if name is not None else None


def test_a_name_in_black_print_is_read_as_it_stands(engine: Says) -> None:
    engine(read("Lê Hoàng Anh", "Lê", "Hoàng", "Anh"))
    name = search(block("Lê Hoàng Anh"), WHOLE, None, seconds=5)
    assert name is not None
    assert name.words == ("Lê", "Hoàng", "Anh")
    assert name.sure == pytest.approx(0.95)
    assert name.strip[0] == LEFT


def test_the_place_is_that_on_the_page_not_on_the_zone(engine: Says) -> None:
    engine(line(1, 100, 50, "Lê Hoàng Anh"))
    name = search(block("Lê Hoàng Anh"), (500, 600, 1500, 800), None, seconds=5)
    assert name is not None
    assert name.strip[:2] == (600, 650)


def test_a_red_stamp_is_read_where_black_print_shows_nothing(engine: Says) -> None:
    engine(read("Lê Hoàng Anh", "Lê", "Hoàng", "Anh"))
    assert found(block("Lê Hoàng Anh", red=True)) == "Lê Hoàng Anh"


def test_a_coloured_page_without_red_is_looked_at_once(engine: Says) -> None:
    engine(read("Lê Hoàng Anh", "Lê", "Hoàng", "Anh"))
    assert found(Image.new("RGB", (1500, 1000), "white")) is None


def test_a_surname_under_the_seal_is_told_by_its_shape(engine: Says) -> None:
    engine(read("Nguyễn Trúc Giang", "Trúc", "Giang", said="Kế#"))
    name = search(block("Nguyễn Trúc Giang"), WHOLE, None, seconds=5)
    assert name is not None
    assert name.words == ("Nguyễn", "Trúc", "Giang")
    assert name.sure <= 0.8


def test_the_shape_corrects_a_surname_that_was_misread(engine: Says) -> None:
    misread = read("Lương Tam Quang", "Lương", "Tam", "Quang", sure=0.7)
    engine([Token("Dương", *_rest(misread[0])), *misread[1:]])
    assert found(block("Lương Tam Quang")) == "Lương Tam Quang"


@pytest.mark.slow
def test_readings_that_agree_are_trusted_more(engine: Says) -> None:
    words = read("Lê Hoàng Anh", "Lê", "Hoàng", "Anh", sure=0.5)
    engine(words, words)
    name = search(block("Lê Hoàng Anh"), WHOLE, None, seconds=5)
    assert name is not None
    assert name.sure > 0.5


@pytest.mark.slow
def test_a_woman_s_surname_stands_before_thi(engine: Says) -> None:
    engine(read("Nguyễn Thị Kim Ngân", "Kim", "Ngân"))
    assert found(block("Nguyễn Thị Kim Ngân")) == "Nguyễn Thị Kim Ngân"


def test_of_a_name_of_which_one_word_was_read_the_others_are_told_by_their_shape(engine: Says) -> None:
    engine((), read("Phạm Minh Chính", "Chính", said="_G-u##"))
    assert found(block("Phạm Minh Chính")) == "Phạm Minh Chính"


def test_one_word_in_doubt_is_the_end_of_no_name(engine: Says) -> None:
    engine(read("Phạm Minh Chính", "Chính", sure=0.6))
    assert found(block("Phạm Minh Chính")) is None


def test_without_anything_before_it_a_word_stays_no_name(engine: Says) -> None:
    engine(read("Anh", "Anh"))
    assert found(block("Anh", seal=False)) is None


def test_a_short_name_with_nothing_before_it_is_hardly_trusted(engine: Says) -> None:
    engine(read("Tô Lâm", "Tô", "Lâm"))
    name = search(block("Tô Lâm", seal=False), WHOLE, None, seconds=5)
    assert name is not None
    assert name.words == ("Tô", "Lâm")
    assert name.sure < 0.3


def test_a_misspelt_word_is_trusted_less() -> None:
    right, wrong = line(1, 0, 0, "Hà Văn Phúc"), line(1, 0, 0, "Hà Văn Phúê")
    assert name_search._trust(wrong) < name_search._trust(right)


@pytest.mark.parametrize(
    "said",
    ["Bộ Giao thông", "Giám Đốc", "Thị Xã Mẫu", "KIÊN GIANG", "để biết"],
)
def test_phrases_titles_and_places_are_no_names(said: str) -> None:
    assert name_search._runs(line(1, 0, 0, said)) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("GS.TS.Trần Công Luận", ["Trần", "Công", "Luận"]),
        ("LêHoàngAnh", ["Lê", "Hoàng", "Anh"]),
        ("#Nguyễn. Văn Hải_", ["Nguyễn", "Văn", "Hải"]),
        ("Đại tướng Tô Lâm", ["Tô", "Lâm"]),
        ("Ông Bà Lê Thị Thu Hương", ["Lê", "Thị", "Thu", "Hương"]),
    ],
)
def test_names_are_parted_from_what_hangs_on_them(said: str, words: list[str]) -> None:
    assert [one.text for one in name_search._runs(line(1, 0, 0, said))[-1]] == words


def test_words_far_apart_are_two_runs() -> None:
    tokens = [*line(1, 0, 0, "Lê Anh"), *line(1, 900, 0, "Võ Bình")]
    assert [len(run) for run in name_search._runs(tokens)] == [2, 2]


def test_pieces_have_the_place_of_their_letters() -> None:
    letters = tuple(Letter(letter, 10 * at, 0, 10 * at + 8, 40) for at, letter in enumerate("#Lê"))
    token = Token("#Lê", 1, 0, 0, 28, 40, 0.9, letters, 0.0, 40.0)
    (piece,) = name_search._pieces(token)
    assert (piece.text, piece.x0, piece.x1) == ("Lê", 10, 28)


def test_a_name_far_from_the_middle_of_the_title_is_another_s(engine: Says) -> None:
    engine(read("Lê Hoàng Anh", "Lê", "Hoàng", "Anh"))
    image = block("Lê Hoàng Anh")
    assert found(image, 760.0) == "Lê Hoàng Anh"
    assert found(image, 1400.0) is None


def test_only_so_many_surnames_are_looked_for(engine: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(name_search, "surname_before", lambda picture, part, names: asked.append(part.text))
    engine([one for at in range(9) for one in line(at, 600, 100 * at, "Xuân Thu")])
    assert found(block("Xuân Thu")) is None
    assert len(asked) == 10


def test_an_engine_that_fails_finds_nothing(engine: Says) -> None:
    engine(OcrFailed("ocr_timeout"), OcrFailed("ocr_timeout"))
    assert found(block("Lê Hoàng Anh")) is None


def test_a_chain_of_middle_names_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    fits = name_search.surname_before(block("Lê Hoàng Anh"), _part(), ("Lê", "Lò"))
    assert fits is not None
    thi = type(fits)("Thị", 0.9, 0.5, 100.0, 50)
    monkeypatch.setattr(name_search, "surname_before", lambda picture, part, names: thi)
    assert name_search._with_surname(block("Anh"), read("Hoàng Anh", "Hoàng", "Anh")) is None


def _part() -> Any:
    tokens = read("Lê Hoàng Anh", "Hoàng", "Anh")
    return name_search.Part("Hoàng Anh", tokens[0].x0, tokens[1].x1, tokens[0].bottom, 0.0)


def _rest(token: Token) -> Any:
    return token.line, token.x0, token.y0, token.x1, token.y1, token.confidence, (), token.top, token.bottom


def test_the_best_name_is_the_one_most_readings_speak_for() -> None:
    strip = (0, 0, 10, 10)
    one, other = ("Lê", "Hoàng", "Anh"), ("Lò", "Hoàng", "Anh")
    names = [Name(one, 0.6, strip), Name(other, 0.65, strip), Name(one, 0.5, strip)]
    best = name_search._best(names)
    assert best is not None
    assert best.words == one
    assert name_search._best([]) is None
