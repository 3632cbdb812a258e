"""`congso test`: its stages, its counting, its gates, and what `congso doctor` finds."""

import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from congso.launcher import browser, coverage_gate, doctor, stages
from congso.launcher.errors import LaunchError
from congso.launcher.site import Site
from congso.launcher.stages import Stage, Tally


class TestPlan:
    def test_everything(self) -> None:
        names = [stage.name.split(":")[0] for stage in stages.plan(audit=True)]
        assert names == [
            "ruff", "ruff", "djlint", "import-linter", "mypy", "migrations", "pytest", "coverage", "trình duyệt", "trình duyệt",
            "pip-audit",
        ]  # fmt: skip

    def test_fast_leaves_out_the_slow(self) -> None:
        names = [stage.name.split(":")[0] for stage in stages.plan(fast=True)]
        assert names[-1] == "pytest"
        assert "not e2e and not slow and not real_input" in stages.plan(fast=True)[-1].command


class TestRunning:
    @pytest.fixture(autouse=True)
    def reports(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stages, "_REPORTS", tmp_path / "reports")

    def plan(self, monkeypatch: pytest.MonkeyPatch, *made: Stage) -> None:
        monkeypatch.setattr(stages, "plan", lambda **_options: list(made))

    def test_goes_on_after_a_failure_and_ends_with_the_verdict(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad, good = Stage("một", ("-c", "raise SystemExit(3)")), Stage("hai", ("-c", ""))
        self.plan(monkeypatch, bad, good)
        assert stages.run(fast=True) == 1
        lines = capsys.readouterr().out.splitlines()
        assert lines[-1] == "1 passed, 1 failed, 0 skipped"
        assert any(line.startswith("HỎNG") and line.endswith("một") for line in lines)
        assert stages.run(only="hai", audit=True) == 0
        assert stages.run(only="không có") == 1

    def test_a_stage_with_a_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL']).close()"
        self.plan(monkeypatch, Stage("bảng", ("-c", code), None, True))
        assert stages.run(fast=True) == 0

    @pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 1)])
    def test_a_missing_browser_is_loud(
        self, ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(stages, "find_chromium", lambda: None)
        monkeypatch.setenv("CI", ci)
        self.plan(monkeypatch, stages._browser("hành trình", "tests_e2e"))
        assert stages.run(fast=True) == code
        said = capsys.readouterr().out
        assert "KHÔNG CÓ CHROMIUM" in said
        assert said.splitlines()[-1] == f"0 passed, {int(bool(ci))} failed, {int(not ci)} skipped"

    def test_journeys_that_vanished_are_a_failure(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(stages, "find_chromium", lambda: "/usr/bin/chromium")
        monkeypatch.setattr(stages, "ROOT", tmp_path)
        assert stages._run(stages._browser("hành trình", "tests_e2e")) == Tally(failed=1)

    def test_missing_real_documents_are_said(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("CONGSO_REAL_INPUT", str(tmp_path / "none"))
        assert any("real_input" in text for text in stages._missing_inputs(fast=False, audit=True))


class TestCounting:
    def test_tests_of_a_report(self, tmp_path: Path) -> None:
        report = tmp_path / "r.xml"
        report.write_text(
            '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>'
        )
        assert stages.count(report, 1) == Tally(5, 2, 2)

    def test_a_crash_without_a_failed_test(self, tmp_path: Path) -> None:
        report = tmp_path / "r.xml"
        report.write_text(
            '<testsuites><testsuite tests="9" failures="0" errors="0" skipped="0"/></testsuites>'
        )
        assert stages.count(report, 4) == Tally(9, 1, 0)

    def test_no_report_at_all(self, tmp_path: Path) -> None:
        assert stages.count(tmp_path / "none.xml", 1) == Tally(0, 1, 0)


def covered(lines: tuple[int, int], **more: object) -> dict[str, object]:
    return {"summary": {"covered_lines": lines[0], "num_statements": lines[1]}, **more}


class TestGates:
    def test_rules_need_every_branch(self) -> None:
        gaps = covered((9, 10), missing_lines=[4], missing_branches=[[7, 9]])
        found = list(coverage_gate.failures({"files": {"src/congso/tasks/rules.py": gaps}}))
        assert found == ["src/congso/tasks/rules.py: 9/10, cần đủ mọi nhánh; thiếu dòng 4, 7→9"]

    @pytest.mark.parametrize(
        ("path", "strict"),
        [
            ("tasks/rules.py", True), ("documents/rules_draft.py", True), ("people/policies.py", True),
            ("documents/policies_records.py", True), ("pure/leaks.py", True), ("pure/layout/check/rules/dates.py", True),
            ("tasks/api.py", False), ("documents/forms_rules.py", False), ("documents/rulesets.py", False),
        ],
    )  # fmt: skip
    def test_which_files_need_every_branch(self, path: str, strict: bool) -> None:
        assert coverage_gate.is_strict(f"src/congso/{path}") is strict

    def test_an_app_needs_nine_tenths(self) -> None:
        files = {
            "src/congso/tasks/api.py": covered((8, 10)),
            "src/congso/files/api.py": covered((9, 10)),
            "src/congso/files/empty.py": covered((0, 0)),
        }
        assert list(coverage_gate.failures({"files": files})) == ["tasks: 80.0 %, cần 90 %"]

    def test_verdict(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        report = tmp_path / "coverage.json"
        assert coverage_gate.main(str(report)) == 1
        report.write_text(json.dumps({"files": {"src/congso/pure/x.py": covered((1, 2))}}))
        assert coverage_gate.main(str(report)) == 1
        report.write_text(json.dumps({"files": {"src/congso/pure/x.py": covered((2, 2))}}))
        assert coverage_gate.main(str(report)) == 0
        assert "pure/x.py" in capsys.readouterr().out


class TestDoctor:
    def test_names_what_is_missing_and_how_to_get_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("CONGSO_CHROMIUM", raising=False)
        site = Site(tmp_path / "data", port=0)
        assert doctor.doctor(site) == 0
        text = capsys.readouterr().out
        for word in (
            "PostgreSQL",
            "tesseract-ocr-vie",
            "libreoffice",
            "poppler-utils",
            "apt install chromium",
        ):
            assert word in text
        monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1024))
        assert doctor.doctor(site) == 1
        assert "Cần sửa: Chỗ trống." in capsys.readouterr().out

    def test_packages_that_differ_from_the_lock(self, tmp_path: Path) -> None:
        lock = tmp_path / "base.txt"
        lock.write_text(
            "# x==1\ndjango==0.1 \\\n    --hash=a\nno-such==1 ; sys_platform == 'win32'\nnone-such==2\n"
        )
        found = doctor.packages(lock)
        assert found.state == doctor.MISSING
        assert "django" in found.detail
        assert "none-such" in found.detail
        assert "no-such," not in found.detail

    def test_database_states(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "ngoài" in doctor.database_state(Site(tmp_path, database_url="postgresql:///x")).detail
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres" / "PG_VERSION").write_text("16")
        assert "congso upgrade" in doctor.database_state(Site(tmp_path)).advice

        def missing() -> None:
            raise LaunchError("Thiếu gói")

        monkeypatch.setattr(doctor.postgres, "binaries", missing)
        assert doctor.database_state(Site(tmp_path)).state == doctor.MISSING

    def test_ports(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def taken(_host: str, _port: int) -> None:
            raise LaunchError("bận")

        monkeypatch.setattr(doctor.serve, "check_port", taken)
        assert doctor.port(Site(tmp_path)).state == doctor.MISSING
        (tmp_path / "run.json").write_text(f'{{"address": "http://localhost:8000", "pid": {os.getpid()}}}')
        assert "đang chạy" in doctor.port(Site(tmp_path)).detail

    @pytest.mark.parametrize(("languages", "state"), [("eng\nvie", doctor.PRESENT), ("eng", doctor.OPTIONAL)])
    def test_tesseract_needs_vietnamese(self, languages: str, state: str, tmp_path: Path) -> None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\nprintf '{languages}\\n'\n")
        program.chmod(0o755)
        assert doctor.tesseract(lambda _name: str(program)).state == state

    def test_a_program_on_the_path(self) -> None:
        assert doctor.program("sh", ("no-such-program", "sh"), "").state == doctor.PRESENT


def test_chromium_is_named_or_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CONGSO_CHROMIUM", raising=False)
    assert browser.find_chromium() is None
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert browser.find_chromium() == str(program)
    monkeypatch.setenv("CONGSO_CHROMIUM", sys.executable)
    assert browser.find_chromium() == sys.executable
