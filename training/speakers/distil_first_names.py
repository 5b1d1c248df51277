"""Distil first_names.txt.gz from nomquamgender 0.1.4 (MIT; Van Buskirk, Clauset, Larremore 2022).

usage: python distil_first_names.py NEWS.jsonl OUT.txt.gz

NEWS.jsonl (one article a line with "text") only tells which names are also ordinary words of English. The result holds
a first line with the names that are also ordinary words, parted by blanks, then, sorted, one line for each name:
without accents, in lower case, a blank, and the letter of its group.

    m, f, u    widely attested names (ten sources or more), held by men, by women, by both
    M, F, U    names attested by three to nine sources
"""

from __future__ import annotations

import argparse
import collections
import gzip
import importlib.resources
import json
import re
from pathlib import Path

WIDELY, ATTESTED = 10, 3
MOSTLY = 0.85
LOWER_SHARE = 0.15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    names = json.loads(importlib.resources.files("nomquamgender").joinpath("name_data.json").read_text("utf-8"))
    lower: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    for line in arguments.news.open(encoding="utf-8"):
        for word in re.findall(r"[A-Za-z]+", json.loads(line)["text"]):
            (capital if word[0].isupper() else lower)[word.lower()] += 1
    groups: dict[str, str] = {}
    words: list[str] = []
    for name, (sources, _, female, *_) in names.items():
        if sources < ATTESTED or not re.fullmatch(r"[a-z]{2,15}(?:-[a-z]{2,12})?", name):
            continue
        gender = "f" if female >= MOSTLY else "m" if female <= 1 - MOSTLY else "u"
        groups[name] = gender if sources >= WIDELY else gender.upper()
        if lower[name] >= 3 and lower[name] > LOWER_SHARE * capital[name]:
            words.append(name)
    text = "\n".join([" ".join(sorted(words)), *sorted(f"{name} {letter}" for name, letter in groups.items())])
    arguments.out.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))
    print(len(groups), "names,", len(words), "of them words,", arguments.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
