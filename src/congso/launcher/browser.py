"""Where the system's Chromium is."""

import os
import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Path of the program named by CONGSO_CHROMIUM, else of the first one on PATH; None when there is none."""
    named = os.environ.get("CONGSO_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((found for name in _NAMES if (found := shutil.which(name))), None)
