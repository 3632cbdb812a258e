"""`congso test`: every check and every test, in named stages, with a verdict that cannot be overlooked."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from congso.launcher.browser import find_chromium
from congso.launcher.console import say
from congso.launcher.site import ROOT

_REPORTS = ROOT / ".cache" / "reports"


@dataclass(frozen=True)
class Stage:
    """`report` is a JUnit file whose tests are counted; without one the stage counts as one check."""

    name: str
    command: tuple[str, ...]
    report: Path | None = None
    database: bool = False


@dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Tally") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def plan(*, fast: bool = False, audit: bool = False) -> list[Stage]:
    """The stages in order: cheap ones first, so that a slip shows early."""
    module = ("-m",)
    importlinter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    stages = [
        Stage("ruff: luật viết mã", (*module, "ruff", "check", ".")),
        Stage("ruff: trình bày", (*module, "ruff", "format", "--check", ".")),
        Stage("djlint: mẫu trang", (*module, "djlint", "src", "--lint", "--quiet")),
        Stage("import-linter: chiều phụ thuộc", ("-c", importlinter)),
        Stage("mypy: kiểu", (*module, "mypy")),
        Stage(
            "migrations: bảng khớp mô hình",
            (*module, "django", "makemigrations", "--check", "--dry-run"),
            None,
            True,
        ),
        _tests(fast=fast),
    ]
    if not fast:
        gate = ("-m", "congso.launcher.coverage_gate", str(_REPORTS / "coverage.json"))
        stages += [Stage("coverage: độ phủ", gate)]
        stages += [_browser("màn hình", "src"), _browser("hành trình", "tests_e2e")]
    if audit:
        lock = ("-r", "requirements/base.txt", "--require-hashes", "--disable-pip")
        stages.append(Stage("pip-audit: lỗ hổng đã biết", (*module, "pip_audit", *lock)))
    return stages


def _tests(*, fast: bool) -> Stage:
    report = _REPORTS / "tests.xml"
    command = ["-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", f"--junit-xml={report}"]
    if fast:
        command += ["-m", "not e2e and not slow and not real_input"]
    else:
        command += [
            "-m",
            "not e2e",
            "--cov",
            "--cov-report=",
            f"--cov-report=json:{_REPORTS / 'coverage.json'}",
        ]
    return Stage("pytest: kiểm thử", tuple(command), report)


def _browser(name: str, place: str) -> Stage:
    """A process for each place: two Playwrights do not live in one."""
    report = _REPORTS / f"{place}.xml"
    command = ("-m", "pytest", "-q", "-m", "e2e", place, f"--junit-xml={report}")
    return Stage(f"trình duyệt: {name}", command, report)


def run(*, fast: bool = False, audit: bool = False, only: str | None = None) -> int:
    """Run the stages one after another, going on after a failure; exit code 1 when any failed."""
    _REPORTS.mkdir(parents=True, exist_ok=True)
    stages = [stage for stage in plan(fast=fast, audit=audit) if only is None or stage.name.startswith(only)]
    total, lines = Tally(), []
    for stage in stages:
        say(f"\n── {stage.name}")
        began = time.monotonic()
        tally = _run(stage)
        total.add(tally)
        verdict = "HỎNG" if tally.failed else ("bỏ qua" if not tally.passed else "đạt")
        lines.append(f"{verdict:<7} {time.monotonic() - began:6.1f} s  {stage.name}")
    say("\n" + "\n".join(lines))
    for text in _missing_inputs(fast=fast, audit=audit):
        say(text)
    say(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed or not total.passed else 0


def _run(stage: Stage) -> Tally:
    if stage.name.startswith("trình duyệt"):
        if find_chromium() is None:
            say(
                "!!! KHÔNG CÓ CHROMIUM: các hành trình trong trình duyệt KHÔNG được chạy (apt install chromium)"
            )
            return Tally(failed=1) if os.environ.get("CI") == "true" else Tally(skipped=1)
        if not list((ROOT / "tests_e2e").glob("test_*.py")):
            return Tally(failed=1)
    if stage.report is not None:
        stage.report.unlink(missing_ok=True)
    with _environment(stage) as environment:
        code = subprocess.run(
            [sys.executable, *stage.command], cwd=ROOT, env=environment, check=False
        ).returncode
    return count(stage.report, code)


@contextlib.contextmanager
def _environment(stage: Stage) -> Iterator[dict[str, str]]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    for name in ("DATABASE_URL", "CONGSO_DATA_DIR"):
        environment.pop(name, None)
    if not stage.database:
        yield environment
        return
    command = [sys.executable, "-m", "congso.launcher.testserver", str(ROOT), "0"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as helper:
        address = helper.stdout.readline().strip() if helper.stdout else ""
        environment |= {"CONGSO_TESTING": "1", "DJANGO_SETTINGS_MODULE": "congso.config.settings"}
        # Run 0 has no databases of its own. The empty maintenance database: only the history of migrations is looked for, and none is found.
        yield environment | {"DATABASE_URL": address.replace("/congso_0", "/postgres")}
        if helper.stdin:
            helper.stdin.close()


def count(report: Path | None, code: int) -> Tally:
    """Tests of a JUnit report; a stage that fails without a failed test in it (a crash) is one failure."""
    if report is None or not report.exists():
        return Tally(passed=int(code == 0), failed=int(code != 0))
    tally = Tally()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
        tests, skipped = int(suite.get("tests", "0")), int(suite.get("skipped", "0"))
        failed = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        tally.add(Tally(max(0, tests - failed - skipped), failed, skipped))
    if code != 0 and tally.failed == 0:
        tally.failed = 1
    return tally


def _missing_inputs(*, fast: bool, audit: bool) -> Iterator[str]:
    if fast:
        yield "Chạy nhanh: chưa chạy phần chậm, trình duyệt, tài liệu thật và độ phủ."
    elif not Path(os.environ.get("CONGSO_REAL_INPUT", ROOT.parent / "shared" / "data")).is_dir():
        yield "Không có thư mục tài liệu thật (CONGSO_REAL_INPUT): các kiểm thử real_input đã bỏ qua."
    if not audit:
        yield "Chưa hỏi lỗ hổng đã biết của các gói (cần mạng): ./test --audit"
