"""Reading web pages and finding near copies: quality and speed beside trafilatura's own, in one run.

`python -m benchmarks.reading [PAGES.jsonl.gz]` reads annotated pages, one JSON object a line: "html" and "url" with
either "body" (the whole text of the article) or "with" and "without" (texts that belong to it and that do not),
"title", "author" and "date". Without such a file it says so and measures nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parents[2] / "shared" / "data" / "pages" / "dev.jsonl.gz"
_WORD = re.compile(r"\w+")

Page = dict[str, Any]


@dataclass
class Found:
    """What a reader made of a page."""

    text: str = ""
    title: str = ""
    author: str = ""
    date: str = ""


@dataclass
class Score:
    """Quality over all pages, and the CPU seconds that they took."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, page: Page, found: Found) -> None:
        """Score one page; see `figures` for what is counted."""
        if "body" in page:
            gold, got = _shingles(page["body"]), _shingles(found.text)
            right = sum((gold & got).values())
            self.recall.append(right / max(1, sum(gold.values())))
            if got:
                self.precision.append(right / sum(got.values()))
            return
        text = _flat(found.text)
        for name, kind in (("with", "right"), ("without", "wrong")):
            self.counts[kind] += sum(_flat(snippet) in text for snippet in page[name])
        self.counts["snippets"] += len(page["with"])
        for name in ("title", "author", "date"):
            gold_value = page[name]
            if gold_value:
                value = "; ".join(gold_value) if isinstance(gold_value, list) else gold_value
                self.counts[f"{name} gold"] += 1
                self.counts[f"{name} right"] += _loose(value) == _loose(getattr(found, name))

    def figures(self) -> dict[str, float]:
        """F1 of bodies by four-word shingles and of snippets by presence; share of exact titles, authors and dates."""
        precision, recall = statistics.mean(self.precision or [0]), statistics.mean(self.recall or [0])
        counts = self.counts
        return {
            "bodies F1": 2 * precision * recall / ((precision + recall) or 1),
            "snippets F1": 2 * counts["right"] / ((counts["right"] + counts["wrong"] + counts["snippets"]) or 1),
            **{
                f"{name} exact": counts[f"{name} right"] / (counts[f"{name} gold"] or 1)
                for name in ("title", "author", "date")
            },
        }


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _loose(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _by_searchidx(page: Page) -> Found:
    from searchidx.reading import read

    article = read(page["html"], url=page["url"], media_type="text/html")
    return Found(article.text, article.title, "; ".join(article.authors), str(article.published or "")[:10])


def _by_trafilatura(page: Page) -> Found:
    import trafilatura

    document = trafilatura.bare_extraction(page["html"], url=page["url"], with_metadata=True)
    if not isinstance(document, trafilatura.settings.Document):
        return Found()
    return Found(document.text or "", document.title or "", document.author or "", document.date or "")


def _by_trafilatura_without_metadata(page: Page) -> Found:
    import trafilatura

    return Found(trafilatura.extract(page["html"], url=page["url"]) or "")


READERS: dict[str, Callable[[Page], Found]] = {
    "searchidx": _by_searchidx,
    "trafilatura": _by_trafilatura,
    "trafilatura without metadata": _by_trafilatura_without_metadata,
}


def reading(pages: Path = PAGES, rounds: int = 3) -> dict[str, float]:
    """The figures of each reader and the ratios of their speed; empty where the pages are missing.

    Each page is read by all readers in turn, and the fastest of `rounds` counts, so that a busy machine tells little.
    """
    if not pages.exists():
        print(f"reading is not measured: there are no annotated pages at {pages}", file=sys.stderr)
        return {}
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    scores = {name: Score() for name in READERS}
    with gzip.open(pages, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            page = json.loads(line)
            for name, read in READERS.items():
                times = []
                for _ in range(rounds + (number == 0)):
                    start = time.process_time()
                    found = read(page)
                    times.append(time.process_time() - start)
                scores[name].seconds += min(times)
                scores[name].add(page, found)
    figures = {
        f"{name}: {measure}": value
        for name, score in scores.items()
        for measure, value in score.figures().items()
        if not (name.endswith("without metadata") and measure.endswith("exact"))
    }
    ours = scores["searchidx"].seconds
    for name in ("trafilatura", "trafilatura without metadata"):
        figures[f"pages per CPU second over {name}"] = scores[name].seconds / ours
    return figures


def copies(pages: Path = PAGES) -> dict[str, float]:
    """Recall of near copies made from real articles, and how many of 10,000 pairs of different ones were joined."""
    from searchidx.minhash import containment, grouped, shingles, signature

    if not pages.exists():
        print(f"near copies are not measured: there are no articles at {pages}", file=sys.stderr)
        return {}
    with gzip.open(pages, "rt", encoding="utf-8") as lines:
        bodies = [page["body"] for page in map(json.loads, lines) if len(page.get("body", "")) > 800]
    figures = {}
    for name, change in CHANGES.items():
        texts = dict(enumerate([*bodies, *map(change, bodies)], 1))
        found = grouped({key: ("", signature(text)) for key, text in texts.items()}, texts.__getitem__)
        hits = sum(n + len(bodies) in found.group_of(n) for n in range(1, len(bodies) + 1))
        figures[f"near copies, {name}: recall"] = hits / len(bodies)
    random_ = random.Random(1)
    words = [shingles(body) for body in bodies]
    pairs = [random_.sample(range(len(bodies)), 2) for _ in range(10_000)]
    figures["near copies: pairs of 10,000 wrongly joined"] = sum(
        containment(words[a], words[b]) >= 0.6 for a, b in pairs
    )
    return figures


def _paragraphs(text: str) -> list[str]:
    parts = [part for part in text.split("\n") if part.strip()]
    return parts if len(parts) >= 4 else re.split(r"(?<=[.!?])\s+", text)


def _led(text: str) -> str:
    lede = "NORDHAVN — The desk of this paper wrote another opening for the story, with an angle of its own."
    return "\n".join([lede, *_paragraphs(text)[1:], "The agency contributed to this report. Follow us for more of it."])


def _edited(text: str) -> str:
    random_ = random.Random(len(text))
    return " ".join("edited" if random_.random() < 0.05 else word for word in text.split())


def _halved(text: str) -> str:
    parts = _paragraphs(text)
    return "\n".join(parts[: max(1, len(parts) // 2)])


CHANGES: dict[str, Callable[[str], str]] = {
    "new lede and tail": _led,
    "5 % of words changed": _edited,
    "cut to half": _halved,
}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    arguments.add_argument("pages", nargs="?", type=Path, default=PAGES)
    where = arguments.parse_args().pages
    for label, figure in {**reading(where), **copies(where)}.items():
        print(f"{label:60} {figure:8.3f}")
