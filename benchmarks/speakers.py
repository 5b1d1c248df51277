"""Speed of the speaker tagger: words per CPU second, by comparison with spaCy's blank English tokenizer.

usage: python -m benchmarks.speakers [ARTICLES.jsonl]

ARTICLES.jsonl holds one article a line with "text"; without it the sample articles in seeds/ are read again and again.
spaCy is only needed for the ratios; where it is not installed they are left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

WORDS_WANTED = 60_000
ROUNDS = 3


def sample_texts() -> list[str]:
    """The plain-text samples, repeated until there are enough words; each repetition is a text of its own."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path("seeds").rglob("*.txt"))]
    if not texts:
        raise SystemExit("no sample articles in seeds/: run this from the checkout, or name a file of articles")
    words = sum(len(text.split()) for text in texts)
    return texts * (1 + WORDS_WANTED // max(1, words))


def words_per_second(run: Callable[[], object], words: int) -> list[float]:
    """The rate of each round; the first one also fills memories."""
    rates = []
    for _ in range(ROUNDS):
        started = time.process_time()
        run()
        rates.append(words / (time.process_time() - started))
    return rates


def measure(texts: Sequence[str]) -> dict[str, float]:
    """Figures by name: CPU seconds to load, words per CPU second, ratios to spaCy's tokenizer in the same round."""
    started = time.process_time()
    from searchidx.tagging.quotation import quotations, quotations_of

    quotations("“No,” she said.")
    figures = {"loading, CPU seconds": time.process_time() - started}
    words = sum(len(text.split()) for text in texts)
    rates = {
        "batch": words_per_second(lambda: quotations_of(texts), words),
        "single articles": words_per_second(lambda: [quotations(text) for text in texts], words),
        "rules": words_per_second(lambda: quotations_of(texts, tagger="rules"), words),
    }
    for name, found in rates.items():
        figures[f"{name}, words per CPU second"] = max(found)
    try:
        import spacy
    except ImportError:
        return figures
    tokenizer = spacy.blank("en")
    reference = words_per_second(lambda: [tokenizer(text) for text in texts], words)
    for name, found in rates.items():
        figures[f"{name} by spaCy's tokenizer, first round"] = found[0] / reference[0]
        figures[f"{name} by spaCy's tokenizer, best round"] = max(found) / max(reference)
    return figures


def main() -> None:
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open(encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file]
    else:
        texts = sample_texts()
    for name, value in measure(texts).items():
        print(f"{name:48} {value:,.2f}" if value < 10 else f"{name:48} {value:,.0f}")


if __name__ == "__main__":
    main()
