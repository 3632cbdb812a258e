"""The icons of the sprite. The list is `icons.txt`; `npm run vendor` builds static/vendor/sprite.svg from it."""

from pathlib import Path
from typing import Final

ICONS: Final = frozenset(Path(__file__).with_name("icons.txt").read_text(encoding="utf-8").split())
