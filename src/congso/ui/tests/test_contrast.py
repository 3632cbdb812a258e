"""The colours of tokens.css against WCAG 2.2: text 4.5, graphics and borders of fields 3."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static/ui/css/tokens.css").read_text(encoding="utf-8")


def palette(theme: str) -> dict[str, str]:
    light, _, dark = TOKENS.partition('[data-bs-theme="dark"]')
    found = dict(re.findall(r"--cs-([\w-]+):\s*(#[0-9a-f]{6})", light))
    return (
        found if theme == "light" else {**found, **dict(re.findall(r"--cs-([\w-]+):\s*(#[0-9a-f]{6})", dark))}
    )


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT = [
    *[
        (ink, ground)
        for ink in ("text", "text-2", "text-3")
        for ground in ("surface", "canvas", "raised", "hover", "accent-soft")
    ],
    ("text-2", "tag"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("ok", "surface"),
    ("ok", "accent-soft"),
    *[
        (grade, ground)
        for grade in ("u1", "u2", "u3")
        for ground in ("surface", f"{grade}-soft", "accent-soft")
    ],
    ("surface", "text"),
]
GRAPHICS = [("field-line", "surface"), ("wait", "surface"), ("work", "surface"), ("accent", "canvas")]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = palette(theme)
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), GRAPHICS)
def test_graphics_can_be_seen(theme: str, ink: str, ground: str) -> None:
    colours = palette(theme)
    assert contrast(colours[ink], colours[ground]) >= 3
