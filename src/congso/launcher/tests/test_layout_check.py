"""`congso check-layout`: JSON lines and sentences, files that cannot be checked, no Django and no database."""

import json
import subprocess
from pathlib import Path

import pytest

from congso.launcher import cli, layout_check
from congso.launcher.layout_check import main
from congso.pure.layout.check.tests.papers import LETTER, typeset

_BLANK = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "công văn.pdf"
    path.write_bytes(typeset(LETTER, data={"about": ""}))
    return path


def test_json_is_one_object_a_line(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", str(paper), str(paper.with_name("không có.pdf"))]) == 1
    first, second = (json.loads(row) for row in capsys.readouterr().out.splitlines())
    assert [finding["code"] for finding in first["findings"]] == ["subject.about_missing"]
    assert (second["error"], second["message"]) == ("missing", "Không có tệp này.")


def test_people_read_sentences(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(paper)]) == 0
    said = capsys.readouterr().out
    assert "Văn bản hành chính, Công văn. 1 lỗi, 0 cảnh báo, 0 lưu ý." in said
    assert "Lỗi (trang 1): Công văn ghi trích yếu sau chữ “V/v”" in said
    assert "Phụ lục I, Phần I, mục II.5" in said
    assert "Thêm “V/v …” dưới dòng số, ký hiệu." in said


def test_a_file_that_is_neither_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("chữ")
    assert main([str(path)]) == 1
    assert "Chỉ kiểm tra được PDF và Word" in capsys.readouterr().out


def old_word(tmp_path: Path) -> Path:
    path = tmp_path / "cũ.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 60)
    return path


def test_old_word_needs_an_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(layout_check.shutil, "which", lambda _name: None)
    assert main([str(old_word(tmp_path))]) == 1
    assert "LibreOffice" in capsys.readouterr().out


@pytest.mark.parametrize("works", [True, False])
def test_old_word_goes_through_the_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], works: bool
) -> None:
    def run(call: list[str], **_options: object) -> None:
        if not works:
            raise subprocess.TimeoutExpired(call, 1)
        (Path(call[-2]) / "van-ban.docx").write_bytes(typeset(LETTER))

    monkeypatch.setattr(layout_check.shutil, "which", lambda _name: "/usr/bin/soffice")
    monkeypatch.setattr(layout_check.subprocess, "run", run)
    assert main([str(old_word(tmp_path))]) == int(not works)
    assert ("Công văn. 0 lỗi" in capsys.readouterr().out) is works


def test_a_file_without_words_says_what_was_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "trống.pdf"
    path.write_bytes(_BLANK)
    assert main([str(path)]) == 0
    assert "chỉ kiểm tra khổ giấy" in capsys.readouterr().out


def test_the_command_runs_it_apart(paper: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check-layout", "--json", str(paper)]) == 0
    assert json.loads(capfd.readouterr().out)["kind"] == "Công văn"
