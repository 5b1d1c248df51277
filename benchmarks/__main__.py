"""Measure, write benchmarks/latest.json, and compare with the floors and ceilings of benchmarks/baseline.json."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path

from benchmarks import speakers, speed
from benchmarks.quality import quality

HERE = Path(__file__).parent


def main() -> int:
    """0 where every pinned figure holds, 1 where one does not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--passages", type=int, default=70_000, help="size of the generated corpus")
    parser.add_argument(
        "--no-whoosh", action="store_true", help="leave out the plain Whoosh search: its index takes minutes"
    )
    arguments = parser.parse_args()
    figures = {
        **quality(),
        **speakers.measure(speakers.own_texts()),
        **speed.cold_start(),
        **speed.add_on_whoosh(),
        **speed.search_and_add(arguments.passages, whoosh=not arguments.no_whoosh),
    }
    latest = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "passages": arguments.passages,
        "figures": {name: round(value, 3) for name, value in figures.items()},
    }
    (HERE / "latest.json").write_text(json.dumps(latest, indent=2) + "\n", encoding="utf-8")
    pinned = json.loads((HERE / "baseline.json").read_text(encoding="utf-8"))
    broken = 0
    for name, value in figures.items():
        least, most = pinned.get("at least", {}).get(name), pinned.get("at most", {}).get(name)
        holds = (least is None or value >= least) and (most is None or value <= most)
        broken += not holds
        bound = f"at least {least}" if least is not None else f"at most {most}" if most is not None else ""
        print(f"{name:55} {value:12,.3f}  {bound}{'' if holds else '   BROKEN'}")
    return 1 if broken else 0


sys.exit(main())
