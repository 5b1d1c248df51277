"""Write searchidx/data/mediatopics.tsv from the IPTC Media Topics as JSON.

usage: python training/topics/build_taxonomy.py MEDIATOPICS.json

The input is a list of concepts with `id`, `parent`, `retired`, `label` (British English) and `us` (American English),
as IPTC publishes them. Retired concepts are left out. A line of the table is id, id of the parent (empty at the top),
label, and the American label where it differs, separated by tabs; a parent always stands before its children.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

TABLE = Path(__file__).parents[2] / "searchidx" / "data" / "mediatopics.tsv"
PREFIX = "medtop:"


def rows(concepts: list[dict[str, str | None]]) -> list[tuple[str, str, str, str]]:
    """The lines of the table: depth first, siblings by label."""
    children: dict[str | None, list[dict[str, str | None]]] = defaultdict(list)
    for concept in concepts:
        if not concept["retired"]:
            children[concept["parent"]].append(concept)
    lines: list[tuple[str, str, str, str]] = []

    def descend(parent: str | None) -> None:
        for concept in sorted(children[parent], key=lambda c: str(c["label"]).lower()):
            label, american = str(concept["label"]), str(concept["us"] or "")
            key = str(concept["id"])
            lines.append((key, parent or "", label, american if american != label else ""))
            descend(key)

    descend(None)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("concepts", type=Path)
    concepts = json.loads(parser.parse_args().concepts.read_text(encoding="utf-8"))
    lines = rows(concepts)
    table = "".join("\t".join(part.removeprefix(PREFIX) for part in line).rstrip("\t") + "\n" for line in lines)
    TABLE.write_text(table, encoding="utf-8")
    print(f"{len(lines)} concepts written to {TABLE}")


if __name__ == "__main__":
    main()
