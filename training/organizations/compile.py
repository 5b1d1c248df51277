"""Make `searchidx/tagging/data/organizations.json`, the form that loads fast, from `organizations.yaml` beside it.

usage: python training/organizations/compile.py [--check]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from searchidx.tagging.organization.alias_file import read_records
from searchidx.tagging.organization.aliases import compact

DATA = Path(__file__).parents[2] / "searchidx" / "tagging" / "data"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only tell whether the JSON file is up to date")
    check = parser.parse_args().check
    text = compact((entry, names) for entry, names, _ in read_records(DATA / "organizations.yaml"))
    target = DATA / "organizations.json"
    if check:
        fresh = target.is_file() and target.read_text("utf-8") == text
        print("up to date" if fresh else f"{target} is out of date: run this without --check")
        return 0 if fresh else 1
    target.write_text(text, "utf-8")
    print(f"{text.count(chr(10)) - 2:,} organizations")
    return 0


if __name__ == "__main__":
    sys.exit(main())
