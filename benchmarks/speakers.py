"""Speed of the speaker tagger: words per CPU second, compared with spaCy's blank English tokenizer in one run.

usage: python -m benchmarks.speakers [ARTICLES.jsonl]

ARTICLES.jsonl holds one article a line with "text"; without it the samples in seeds/ and our own annotated passages are
read. spaCy (pip install spacy) is needed for the comparison only, which is left out where it is not installed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS = 5
PASSAGES_AN_ARTICLE = 8
"""Our own passages are short; an article is made of so many."""
LOADED = """
import time, numpy
time.sleep(0.2)  # numpy's idle threads burn time for a moment after it is imported
started = time.process_time()
from searchidx.tagging import quotations
quotations("“No,” she said.")
print(time.process_time() - started)
"""


def own_texts() -> list[str]:
    """The plain-text samples, and our own annotated passages in articles."""
    sys.path.insert(0, str(ROOT / "training" / "speakers"))
    from own_format import parse

    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    for path in sorted((ROOT / "training" / "speakers" / "own").glob("*.txt")):
        passages = [passage.text for passage in parse(path)]
        starts = range(0, len(passages), PASSAGES_AN_ARTICLE)
        texts += ["\n\n".join(passages[start : start + PASSAGES_AN_ARTICLE]) for start in starts]
    return texts


def loading() -> float:
    """CPU seconds that a new process takes to its first quotation, beside those of importing numpy."""
    # Installed packages are compiled; a setting that keeps Python from doing so would be measured instead.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", LOADED]
    return min(
        float(subprocess.run(command, check=True, capture_output=True, env=environment, cwd=ROOT).stdout)
        for _ in range(ROUNDS)
    )


def cpu_seconds(runs: Sequence[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Of each the first round, which also fills memories, and the best later one; they take turns."""
    rounds = []
    for _ in range(ROUNDS):
        taken = []
        for run in runs:
            started = time.process_time()
            run()
            taken.append(time.process_time() - started)
        rounds.append(taken)
    first, *later = rounds
    return first, [min(column) for column in zip(*later, strict=True)]


def measure(texts: Sequence[str]) -> dict[str, float]:
    """Figures by name: CPU seconds to load, words per CPU second, and their ratios to those of spaCy's tokenizer."""
    from searchidx.tagging.quotation import quotations, quotations_of

    figures = {"speakers: CPU seconds to load, beside numpy": loading()}
    words = sum(len(text.split()) for text in texts)
    runs: dict[str, Callable[[], object]] = {
        "batch": lambda: quotations_of(texts),
        "single articles": lambda: [quotations(text) for text in texts],
        "rules": lambda: quotations_of(texts, tagger="rules"),
    }
    try:
        import spacy
    except ImportError:
        print("speakers: spaCy is not installed (pip install spacy), so there is nothing to compare their speed with")
        _, best = cpu_seconds(list(runs.values()))
        return figures | {
            f"speakers: words per CPU second, {name}": words / taken for name, taken in zip(runs, best, strict=True)
        }
    tokenizer = spacy.blank("en")
    first, best = cpu_seconds([*runs.values(), lambda: [tokenizer(text) for text in texts]])
    for name, taken in zip([*runs, "spaCy's tokenizer"], best, strict=True):
        figures[f"speakers: words per CPU second, {name}"] = words / taken
    for name, taken in zip(runs, best, strict=False):
        figures[f"speakers: {name} to spaCy's tokenizer"] = best[-1] / taken
    figures["speakers: batch to spaCy's tokenizer, first round"] = first[-1] / first[0]
    return figures


def main() -> None:
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open(encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file]
    else:
        texts = own_texts()
    for name, value in measure(texts).items():
        print(f"{name:60} {value:,.2f}" if value < 10 else f"{name:60} {value:,.0f}")


if __name__ == "__main__":
    main()
