"""The catalogue of the interface: read the sources, list what lacks English, fill it in, compile it.

Message ids are Vietnamese. Needs GNU gettext (``xgettext`` to read, ``msgfmt`` to compile). See src/congso/locale/README.md.
The catalogue carries no dates, hosts or line numbers, so that the same sources always give the same file.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "src" / "congso"
CATALOGUE: Final = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
# What libraries say in English only, in Vietnamese; written by hand.
LIBRARIES: Final = SOURCE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
_LEFT_OUT: Final = {"tests", "tests_e2e", "migrations", "vendor", "node_modules", "__pycache__", "locale"}
# The names by which modules import the functions of django.utils.translation; `_` and gettext are known to xgettext.
_KEYWORDS: Final = (
    "lazy",
    "gettext_lazy",
    "gettext_noop",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext:1c,2,3",
    "npgettext_lazy:1c,2,3",
)
_HEADER: Final = (
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPES: Final = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\", "\\r": "\r"}

Key = tuple[str, str]  # context (empty for none), message id


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: ``texts`` holds one English sentence, or singular and plural when the message has a plural."""

    msgid: str
    context: str = ""
    plural: str = ""
    texts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    flags: tuple[str, ...] = field(default=())

    @property
    def key(self) -> Key:
        return (self.context, self.msgid)

    @property
    def done(self) -> bool:
        return len(self.texts) == (2 if self.plural else 1) and all(self.texts) and "fuzzy" not in self.flags


def read(path: Path) -> list[Entry]:
    """Return the entries of a .po file without its header and without obsolete entries."""
    entries = [_entry(block) for block in path.read_text(encoding="utf-8").split("\n\n") if block.strip()]
    return [entry for entry in entries if entry.msgid]


def _entry(block: str) -> Entry:
    parts: dict[str, str] = {}
    files: list[str] = []
    flags: list[str] = []
    current = ""
    for line in block.splitlines():
        if line.startswith("#:"):
            files += line[2:].split()
        elif line.startswith("#,"):
            flags += [flag.strip() for flag in line[2:].split(",")]
        elif line.startswith(("msg", '"')):
            name, _, rest = line.partition(" ") if line.startswith("msg") else (current, "", line)
            current = name
            parts[current] = parts.get(current, "") + _unquote(rest)
    texts = tuple(text for name, text in sorted(parts.items()) if name.startswith("msgstr"))
    return Entry(
        msgid=parts.get("msgid", ""),
        context=parts.get("msgctxt", ""),
        plural=parts.get("msgid_plural", ""),
        texts=texts if any(texts) else (),
        files=tuple(files),
        flags=tuple(flags),
    )


def _unquote(text: str) -> str:
    found = _QUOTED.search(text)
    raw = found.group(1) if found else ""
    return re.sub(r"\\.", lambda match: _ESCAPES.get(match.group(), match.group()), raw)


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\r", "\\r")
    lines = escaped.replace("\n", "\\n\n").splitlines()
    quoted = [f'"{line}"' for line in lines] or ['""']
    return quoted[0] if len(quoted) == 1 else "\n".join(['""', *quoted])


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write a .po file; one message a line, however long, so that a change of wording is a change of one line."""
    blocks = [f'msgid ""\nmsgstr {_quote(_HEADER)}', *map(_block, entries)]
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _block(entry: Entry) -> str:
    lines = [f"#: {name}" for name in entry.files]
    if entry.flags:
        lines.append(f"#, {', '.join(entry.flags)}")
    if entry.context:
        lines.append(f"msgctxt {_quote(entry.context)}")
    lines.append(f"msgid {_quote(entry.msgid)}")
    if entry.plural:
        singular, plural = entry.texts or ("", "")
        lines.append(f"msgid_plural {_quote(entry.plural)}")
        lines += [f"msgstr[0] {_quote(singular)}", f"msgstr[1] {_quote(plural)}"]
    else:
        lines.append(f"msgstr {_quote(entry.texts[0] if entry.texts else '')}")
    return "\n".join(lines)


def extract() -> list[Entry]:
    """Return every message of the Python and the templates, without texts, in the order of the files."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
        django.setup()
    with tempfile.TemporaryDirectory(prefix="congso-catalogue-") as folder:
        here = Path(folder)
        for path in _sources():
            text = path.read_text(encoding="utf-8")
            target = here / path.relative_to(SOURCE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text if path.suffix == ".py" else templatize(text), encoding="utf-8")
        names = sorted(str(path.relative_to(here)) for path in here.rglob("*") if path.is_file())
        (here / "names").write_text("\n".join(names), encoding="utf-8")
        command = [
            _program("xgettext"),
            "--from-code=UTF-8",
            "--language=Python",
            "--add-location=file",
            "--no-wrap",
        ]
        command += ["--files-from=names", "--output=found.po", *(f"--keyword={word}" for word in _KEYWORDS)]
        subprocess.run(command, cwd=here, check=True, capture_output=True)
        found = read(here / "found.po")
    ordered = [replace(entry, texts=(), files=tuple(sorted(set(entry.files)))) for entry in found]
    return sorted(ordered, key=lambda entry: entry.files[0])


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is missing: install GNU gettext (Debian: apt-get install gettext)")
    return found


def _sources() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        parts = path.relative_to(SOURCE).parts
        in_template = "templates" in parts and path.suffix in {".html", ".txt"}
        if path.is_file() and not _LEFT_OUT & set(parts) and (path.suffix == ".py" or in_template):
            yield path


def update() -> list[Entry]:
    """Bring the catalogue up to the sources: new messages come in empty, dropped ones go. Return what lacks English."""
    known = {entry.key: entry for entry in (read(CATALOGUE) if CATALOGUE.exists() else [])}
    entries = [_with_text(entry, known.get(entry.key)) for entry in extract()]
    write(CATALOGUE, entries)
    return [entry for entry in entries if not entry.done]


def _with_text(entry: Entry, old: Entry | None) -> Entry:
    same_shape = old is not None and bool(old.plural) == bool(entry.plural)
    return replace(entry, texts=old.texts) if old is not None and same_shape else entry


def fill(words: dict[str, str | list[str]]) -> int:
    """Put English into the catalogue: message id (``context|message id`` with a context) to text or [one, many]."""
    count = 0
    entries = []
    for entry in read(CATALOGUE):
        text = words.get(f"{entry.context}|{entry.msgid}" if entry.context else entry.msgid)
        if text is not None:
            count += 1
            entry = replace(entry, texts=(text,) if isinstance(text, str) else tuple(text))
        entries.append(entry)
    write(CATALOGUE, entries)
    return count


def compile_catalogues() -> None:
    """Write each django.mo beside its django.po; msgfmt refuses texts whose places differ from those of the message."""
    for path in (CATALOGUE, LIBRARIES):
        command = [
            _program("msgfmt"),
            "--check-format",
            f"--output-file={path.with_suffix('.mo')}",
            str(path),
        ]
        subprocess.run(command, check=True)


def _show(entries: Iterable[Entry]) -> None:
    for entry in entries:
        sys.stdout.write(f"{entry.files[0]}: {entry.context and entry.context + '|'}{entry.msgid!r}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["update", "missing", "fill", "compile"])
    parser.add_argument("file", nargs="?", type=Path, help="fill: JSON of message id to text or [one, many]")
    options = parser.parse_args()
    if options.act == "fill":
        filled = fill(json.loads(options.file.read_text(encoding="utf-8")))
        sys.stdout.write(f"{filled} filled\n")
    elif options.act == "compile":
        compile_catalogues()
    else:
        lacking = update() if options.act == "update" else [e for e in read(CATALOGUE) if not e.done]
        _show(lacking)
        return 1 if lacking else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
