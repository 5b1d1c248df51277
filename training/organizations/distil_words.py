"""Make `searchidx/tagging/data/english_words.txt.gz`: ordinary words, which prove nothing at the start of a sentence.

From the word lists of SCOWL (size 50) as Debian's packages wamerican-small and wbritish-small install them (2020.12.07;
notice beside the file): the words in lower case, without apostrophes, of three letters or more, one a line.

usage: python training/organizations/distil_words.py LIST...     (american-english-small, british-english-small)
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

TARGET = Path(__file__).parents[2] / "searchidx" / "tagging" / "data" / "english_words.txt.gz"


def main() -> None:
    words = {word for path in sys.argv[1:] for word in Path(path).read_text("utf-8").split()}
    kept = sorted(word for word in words if word.islower() and word.isalpha() and len(word) > 2)
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write(("\n".join(kept) + "\n").encode("utf-8"))
    print(f"{len(kept):,} words")


if __name__ == "__main__":
    main()
