"""Time `organizations` on the articles of a .jsonl file.

usage: python benchmarks/organizations.py ARTICLES.jsonl [--words 600] [--repeat 3] [--json]

The rate is articles of so many words per CPU second, the best of the repeats, after one article that loads the tables;
it is set against a plain loop over the words of the same articles, so that figures of busy machines can be compared.
Quality is measured by `training/organizations/measure.py`.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from searchidx.tagging.organization import organizations


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if not options.articles.is_file():
        print(f"{options.articles} is not there: nothing to measure", file=sys.stderr)
        return 0
    texts = [json.loads(line)["text"] for line in options.articles.read_text("utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)
    began = time.process_time()
    organizations("A first call loads the tables of Reuters and NATO.")
    loading = time.process_time() - began
    tagging = best(options.repeat, lambda: [organizations(text) for text in texts])
    plain = best(options.repeat, lambda: [len(word.casefold()) for text in texts for word in text.split()])
    result = {
        "articles": len(texts),
        "words": words,
        "loading, CPU seconds": round(loading, 3),
        f"articles of {options.words} words per CPU second": round(words / options.words / tagging),
        "times the plain loop over the words": round(tagging / plain, 1),
    }
    print(json.dumps(result) if options.json else "\n".join(f"{key:45} {value}" for key, value in result.items()))
    return 0


def best(repeat: int, work: Callable[[], object]) -> float:
    """The least CPU seconds of several runs."""
    times = []
    for _ in range(repeat):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
