"""Measure organizations on labelled articles and on our own annotated passages, names as facets would show them.

usage: python training/organizations/measure.py [--half dev|held] [--errors] [--recall high] PATH...

A PATH is a .jsonl file of articles (`text`, `organizations`: one list of names each, `optional`) or a folder or file
of annotated passages (`training/speakers/own`). Passages are parted by a checksum of their id: the half `dev` is for
tuning, the half `held` is only measured. Articles in .jsonl files are parted by line: the first half is `dev`.

A predicted organization is right when its canonical name equals one of a labelled organization's names, case, article
and possessive aside; a second name for the same organization is an error; optional names are neutral.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from searchidx.tagging.organization import organizations

sys.path.insert(0, str(Path(__file__).parents[1] / "speakers"))
import own_format


@dataclass(frozen=True)
class Labelled:
    """One article or passage with the organizations that it names."""

    id: str
    text: str
    names: tuple[frozenset[str], ...]
    optional: frozenset[str]


def key(name: str) -> str:
    """The form in which names are compared."""
    folded = re.sub(r"\s+", " ", name.replace("’", "'")).strip(" .,;:\"'()").casefold()
    return re.sub(r"'s?$", "", re.sub(r"^(the|a|an) ", "", folded))


def labelled(path: Path, half: str | None) -> Iterator[Labelled]:
    """The articles of a path, those of one half or all."""
    if path.suffix == ".jsonl":
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            if half is None or (number < len(lines) // 2) == (half == "dev"):
                article = json.loads(line)
                yield Labelled(
                    f"{path.name}:{number + 1}",
                    article["text"],
                    tuple(frozenset(key(name) for name in names) for names in article["organizations"]),
                    frozenset(key(name) for name in article["optional"]),
                )
        return
    for file in own_format.passage_files([path]):
        # Passages that break the format are somebody's work in progress; own_format.py names them.
        for passage in own_format.parse_text(file.read_text("utf-8"), file)[0]:
            if half is not None and (zlib.crc32(passage.id.encode()) % 2 == 0) != (half == "dev"):
                continue
            names: dict[str, set[str]] = defaultdict(set)
            for mention in passage.organizations:
                names[mention.name] |= {key(mention.name), key(passage.text[mention.start : mention.end])}
            yield Labelled(passage.id, passage.text, tuple(map(frozenset, names.values())), frozenset())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--half", choices=("dev", "held"))
    parser.add_argument("--recall", choices=("normal", "high"), default="normal")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    organizations("A first call loads the tables of Reuters and NATO.")
    right = wrong = missed = articles = 0
    seconds = 0.0
    for path in options.paths:
        for article in labelled(path, options.half):
            began = time.process_time()
            found = organizations(article.text, recall=options.recall)
            seconds += time.process_time() - began
            articles += 1
            used: set[int] = set()
            for one in found:
                name = key(one.name)
                hit = next((i for i, names in enumerate(article.names) if name in names and i not in used), None)
                if hit is not None:
                    used.add(hit)
                    right += 1
                elif name not in article.optional:
                    wrong += 1
                    if options.errors:
                        start, end = one.spans[0]
                        around = article.text[max(0, start - 40) : end + 40].replace("\n", " ")
                        print(f"wrong  {article.id:18} {one.name} {list(one.evidence)} … {around}")
            for i, names in enumerate(article.names):
                if i not in used:
                    missed += 1
                    if options.errors:
                        start = min((p for n in names if (p := article.text.casefold().find(n)) >= 0), default=0)
                        around = article.text[max(0, start - 40) : start + 60].replace("\n", " ")
                        print(f"missed {article.id:18} {sorted(names)} … {around}")
    precision = right / max(1, right + wrong)
    recall = right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{articles} articles, {right + missed} organizations: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
        f"  ({articles / max(seconds, 1e-9):,.0f} articles per CPU second)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
