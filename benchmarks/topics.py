"""Topics: how often the best one is right, how right all labels are, and articles per CPU second.

usage: python -m benchmarks.topics [GOLD.jsonl ...]

Measures on our own labelled news items (training/topics/own), and on each GOLD file: one article a line, with "text",
whose first line is the headline, and "topics", the ids of acceptable top-level topics, the main one first.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

OWN = Path(__file__).parents[1] / "training" / "topics" / "own"
WORDS_AN_ARTICLE = 600


class Item(NamedTuple):
    """One labelled text."""

    title: str
    text: str
    topics: tuple[str, ...]
    """Ids of acceptable top-level topics, the main one first."""


def own_items() -> list[Item]:
    """The items that were written for this project."""
    from searchidx.taxonomy import media_topics

    items = []
    for path in sorted(OWN.glob("*.txt")):
        topic = media_topics().resolve(path.stem)
        if topic is None:
            raise SystemExit(f"{path} is not named after a topic")
        for line in path.read_text(encoding="utf-8").splitlines():
            title, _, text = line.partition(" | ")
            items.append(Item(title, text, (topic,)))
    return items


def gold_items(path: Path) -> list[Item]:
    """The items of a file of labelled articles."""
    items = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            title, _, text = row["text"].partition("\n")
            items.append(Item(title, text or title, tuple(row["topics"])))
    return items


def measure(items: list[Item]) -> dict[str, float]:
    """Accuracy and macro-F1 of the best topic; precision and recall of all labels; the share left without one."""
    from searchidx.tagging.topic import topics

    right, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    labels = good = acceptable = none = 0
    for item in items:
        found = [topic.top for topic in topics(item.text, title=item.title)]
        best = found[0] if found else ""
        main = best if best in item.topics else item.topics[0]
        right[main] += best == main
        wanted[main] += 1
        given[best] += 1
        none += not found
        labels += len(found)
        good += len(set(found) & set(item.topics))
        acceptable += len(item.topics)
    return {
        "items": len(items),
        "accuracy": right.total() / len(items),
        "macro-F1": sum(2 * right[topic] / (wanted[topic] + given[topic]) for topic in wanted) / len(wanted),
        "label precision": good / max(1, labels),
        "label recall": good / acceptable,
        "without topic": none / len(items),
    }


def articles_per_second(items: list[Item]) -> float:
    """Articles of 600 words that are labelled in a CPU second, once everything is loaded."""
    from searchidx.tagging.topic import topics

    words = " ".join(item.text for item in items).split()
    words *= 1 + 50 * WORDS_AN_ARTICLE // len(words)
    articles = [
        " ".join(words[start : start + WORDS_AN_ARTICLE])
        for start in range(0, len(words) - WORDS_AN_ARTICLE + 1, WORDS_AN_ARTICLE)
    ]
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        for article in articles:
            topics(article, title=article[:60])
        best = max(best, len(articles) / (time.process_time() - started))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    sets = {"own items": own_items(), **{path.stem: gold_items(path) for path in parser.parse_args().gold}}
    for name, items in sets.items():
        print(f"{name:16}", "  ".join(f"{figure} {value:.3g}" for figure, value in measure(items).items()))
    print(f"{'speed':16} {articles_per_second(own_items()):.0f} articles of {WORDS_AN_ARTICLE} words per CPU second")


if __name__ == "__main__":
    main()
