"""The authorities whose signatures are believed: certificates in one folder, PEM or DER."""

import hashlib
import logging
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings

SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
logger = logging.getLogger(__name__)


def folder() -> Path:
    """`CONGSO_TRUST_ROOTS`, by default `trust` in the data folder."""
    return Path(getattr(settings, "CONGSO_TRUST_ROOTS", "") or settings.DATA_DIR / "trust")


def trust_roots() -> tuple[bytes, ...]:
    """DER certificates, in order of file name; a file that is no certificate is logged and left out."""
    return roots_of(folder())


def roots_of(place: Path) -> tuple[bytes, ...]:
    """The certificates of a folder, or of one file."""
    if place.is_dir():
        files = sorted(path for path in place.iterdir() if path.suffix.lower() in SUFFIXES)
    else:
        files = [place] if place.is_file() else []
    return _read(tuple((path, path.stat().st_mtime_ns) for path in files))


def mark_of(roots: Iterable[bytes]) -> str:
    """The same for the same set of roots, whatever their files are called: a check made with others is out of date."""
    return hashlib.sha256(b"".join(sorted(hashlib.sha256(der).digest() for der in set(roots)))).hexdigest()[
        :16
    ]


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> tuple[bytes, ...]:
    roots: list[bytes] = []
    for path, _changed in files:
        try:
            roots += _certificates(path.read_bytes())
        except ValueError:
            logger.warning("no certificate in %s", path.name)
    return tuple(roots)


def _certificates(data: bytes) -> list[bytes]:
    found = [der for _kind, _headers, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
    for der in found:
        x509.Certificate.load(der, strict=True).native  # noqa: B018  # parses it all
    return found


def add_root(name: str, der: bytes) -> None:
    """Put a certificate into the folder, under `name`.pem."""
    folder().mkdir(mode=0o755, parents=True, exist_ok=True)
    (folder() / f"{name}.pem").write_bytes(pem.armor("CERTIFICATE", der))
