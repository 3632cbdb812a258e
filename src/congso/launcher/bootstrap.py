"""First step of `./congso`, run by the system's Python with nothing but its standard library.

Makes `.venv` from the lock files when it is missing, follows them when they changed, then becomes `python -m congso …` in it.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_STAMP = "congso-lock.json"


class Refusal(Exception):
    """A plain sentence; nothing of the packages exists yet, so it comes in Vietnamese and English."""


def wanted_locks(arguments: list[str], root: Path = ROOT) -> dict[str, str]:
    """Lock file to its SHA-256; the tools for tests come only when tests are asked for."""
    names = ["base"]
    if arguments[:1] == ["test"] or os.environ.get("CONGSO_DEV"):
        names.append("dev")
    return {
        name: hashlib.sha256((root / "requirements" / f"{name}.txt").read_bytes()).hexdigest()
        for name in names
    }


def environment_folder(root: Path = ROOT) -> Path:
    return Path(os.environ.get("CONGSO_VENV") or root / ".venv")


def read_stamp(folder: Path) -> dict[str, str]:
    try:
        stamp = json.loads((folder / _STAMP).read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_usable(folder: Path) -> bool:
    """Is the Python it was made from still there, in the same minor version? Told from names, without starting it."""
    program = folder / "bin" / "python"
    if not program.exists():
        return False
    version = re.search(r"\d+\.\d+$", program.resolve().name)
    return version is None or (folder / "lib" / f"python{version[0]}").is_dir()


def make_ready(arguments: list[str], root: Path = ROOT) -> Path:
    """The Python of an environment that matches the lock files."""
    folder = environment_folder(root)
    wanted = wanted_locks(arguments, root)
    program = folder / "bin" / "python"
    stamp = read_stamp(folder)
    if "dev" in stamp:
        wanted = wanted_locks(["test"], root)
    if is_usable(folder) and all(stamp.get(name) == value for name, value in wanted.items()):
        return program
    os.umask(0o022)
    with _alone(root):
        stamp = read_stamp(folder)
        if not is_usable(folder):
            _create(folder)
            stamp = {}
        # A changed lock is installed over the old one: whoever runs from this environment keeps running.
        for name, value in wanted.items():
            if stamp.get(name) != value:
                _install(program, root / "requirements" / f"{name}.txt")
                stamp[name] = value
                (folder / _STAMP).write_text(json.dumps(stamp))
        # For other accounts, which may not write here: their starts would compile everything each time.
        subprocess.run([program, "-m", "compileall", "-q", root / "src"], capture_output=True, check=False)
    return program


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Two first starts at once: the second waits and finds the work done."""
    try:
        (root / ".cache").mkdir(exist_ok=True)
        file = (root / ".cache" / "install.lock").open("a")
    except OSError as error:
        raise Refusal(
            f"Không ghi được vào {root} để cài môi trường ({error.strerror}); hãy chạy bằng chủ của thư mục này một lần.\n"
            f"Cannot write to {root} to install the environment; run once as the owner of that folder."
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Một lệnh khác đang cài môi trường, xin đợi / another start is installing, waiting")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _create(folder: Path) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Refusal(
            f"Python {sys.version.split()[0]} này thiếu mô-đun venv; trên Debian hoặc Ubuntu: apt install python3-venv\n"
            "This Python lacks the module venv; on Debian or Ubuntu: apt install python3-venv"
        )
    _say("Tạo môi trường Python trong .venv / making the Python environment in .venv")
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
        words = " ".join((made.stdout + made.stderr).split())[-400:]
        raise Refusal(
            f"Không tạo được môi trường Python; trên Debian hoặc Ubuntu: apt install python3-venv ({words})\n"
            "Could not make the Python environment; on Debian or Ubuntu: apt install python3-venv"
        )


def _install(program: Path, lock: Path) -> None:
    total = sum(1 for row in lock.read_text().splitlines() if "==" in row and not row.startswith((" ", "#")))
    _say(
        f"Cài {total} gói theo {lock.name}, một đến ba phút / installing {total} packages, one to three minutes"
    )
    options = (
        "--require-hashes --no-input --disable-pip-version-check --no-warn-script-location --progress-bar off"
    )
    command = [str(program), "-m", "pip", "install", *options.split(), "--requirement", str(lock)]
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    done = 0
    last: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        for row in process.stdout or []:
            last = [*last[-14:], row.rstrip()]
            if row.startswith(("Collecting ", "Requirement already satisfied: ")):
                done += 1
                _progress(done, total, row.partition(":")[2] or row.partition(" ")[2])
            elif row.startswith("Installing collected"):
                _say("\n  đang cài / installing")
    if process.returncode != 0:
        raise Refusal(
            "\n".join(["", *last])
            + "\nCài gói không thành công; hãy kiểm tra mạng rồi chạy lại, phần đã tải được giữ."
            + "\nInstalling packages failed; check the network and run again."
        )


def _progress(done: int, total: int, name: str) -> None:
    text = f"  {min(done, total)}/{total} {name.split('(')[0].split(' in ')[0].strip()}"
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text[:78]:<78}")
    elif done % 10 == 0 or done == total:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main(arguments: list[str]) -> None:
    try:
        program = make_ready(arguments)
    except Refusal as refusal:
        _say(str(refusal))
        sys.exit(1)
    except KeyboardInterrupt:
        _say("\nĐã dừng; lần sau cài tiếp / stopped; the next start goes on installing")
        sys.exit(130)
    environment = {
        key: value for key, value in os.environ.items() if key not in {"PYTHONHOME", "VIRTUAL_ENV"}
    }
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"}
    os.execve(program, [str(program), "-m", "congso", *arguments], environment)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
