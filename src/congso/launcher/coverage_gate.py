"""Coverage gates over the JSON report of coverage.py: all branches of the rules, nine tenths of every app."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from congso.launcher.console import say

LEAST_OF_AN_APP = 90.0
_STRICT = re.compile(r"/(rules|policies)(_\w+)?(\.py$|/)")


def is_strict(path: str) -> bool:
    """Files whose every branch must be walked: rules and policies, also of one area (`rules_draft.py`), and `pure`."""
    return _STRICT.search(path) is not None or "/pure/" in path


def failures(report: dict[str, Any]) -> Iterator[str]:
    """One sentence for each gate that is not met."""
    apps: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, entry in sorted(report["files"].items()):
        summary = entry["summary"]
        covered = summary["covered_lines"] + summary.get("covered_branches", 0)
        wanted = summary["num_statements"] + summary.get("num_branches", 0)
        if is_strict(path):
            if covered < wanted:
                yield f"{path}: {covered}/{wanted}, cần đủ mọi nhánh; thiếu {_gaps(entry)}"
            continue
        app = path.split("congso/", 1)[-1].split("/")[0]
        apps[app][0] += covered
        apps[app][1] += wanted
    for app, (covered, wanted) in sorted(apps.items()):
        share = 100 * covered / wanted if wanted else 100.0
        if share < LEAST_OF_AN_APP:
            yield f"{app}: {share:.1f} %, cần {LEAST_OF_AN_APP:.0f} %"


def _gaps(entry: dict[str, Any]) -> str:
    lines = [str(number) for number in entry.get("missing_lines", [])]
    branches = [f"{start}→{end}" for start, end in entry.get("missing_branches", [])]
    return "dòng " + ", ".join([*lines, *branches][:12])


def main(path: str) -> int:
    report = Path(path)
    if not report.exists():
        say("Không có báo cáo độ phủ: bước pytest chưa chạy xong.")
        return 1
    found = list(failures(json.loads(report.read_text())))
    for text in found:
        say(text)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
