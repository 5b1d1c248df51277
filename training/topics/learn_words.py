"""Extend the curated topic lexicon by words used like its own: write searchidx/tagging/data/topics_words.tsv.

usage: python training/topics/learn_words.py VECTORS.txt

VECTORS.txt holds pre-trained word vectors as text, most frequent word first: a word and its numbers on each line, as
GloVe's do. The shipped table was made from GloVe 6B, 100 dimensions (Pennington, Socher and Manning, EMNLP 2014; Public
Domain Dedication and License 1.0). A multinomial logistic regression learns from the lexicon's own words which region
of the vector space belongs to which top-level topic, with a class "none" for frequent words outside the lexicon; what
it then says of the other frequent words, where it says it clearly, is the table. First names are left out: a name
proves no topic. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import itertools
import re
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from searchidx.tagging.names.first_names import is_first_name
from searchidx.tagging.topic.lexicon import ORDINARY, STRONG, curated
from searchidx.taxonomy import media_topics

TABLE = Path(__file__).parents[2] / "searchidx" / "tagging" / "data" / "topics_words.tsv"
FREQUENT = 40_000  # words looked at; rarer ones have poor vectors
FUNCTION_WORDS = 2_500  # of the most frequent ones, those outside the lexicon stand for "none"
CLEAR = 0.25  # least probability of a topic to be written down
TOPICS_A_WORD = 2


def read_vectors(path: Path) -> tuple[list[str], np.ndarray]:
    """The most frequent words and their vectors, scaled to length 1."""
    names, rows = [], []
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, FREQUENT):
            word, *numbers = line.rstrip().split(" ")
            names.append(word)
            rows.append(np.array(numbers, dtype=np.float32))
    vectors = np.stack(rows)
    return names, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vectors", type=Path)
    names, vectors = read_vectors(parser.parse_args().vectors)
    taxonomy, lexicon = media_topics(), curated()
    tops = list(taxonomy.children())
    none = len(tops)
    rows, labels, weights, free = [], [], [], []
    for rank, word in enumerate(names):
        if not re.fullmatch(r"[a-z][a-z'.&]*", word):
            continue
        # GloVe knows no capitals: "nato" may stand for a pattern "Nato" or "NATO".
        means = next(filter(None, map(lexicon.marks, (word, word.capitalize(), word.upper()))), {})
        for top, weight in means.items():
            if weight >= ORDINARY:
                rows.append(rank)
                labels.append(tops.index(top))
                sure = 1.0 if weight >= STRONG else 0.4
                weights.append(sure * weight / sum(means.values()) * (0.5 + 1 / (1 + rank / 20_000)))
        if not means and rank < FUNCTION_WORDS:
            rows.append(rank)
            labels.append(none)
            weights.append(1.0)
        elif not means:
            if rank % 10 == 0:
                rows.append(rank)
                labels.append(none)
                weights.append(0.3)
            if not is_first_name(word):
                free.append(rank)
    model = LogisticRegression(C=3, max_iter=300).fit(vectors[rows], labels, sample_weight=weights)
    likely = model.predict_proba(vectors[free])[:, :none]
    lines = []
    for rank, row in zip(free, likely, strict=True):
        best = [t for t in np.argsort(-row)[:TOPICS_A_WORD] if row[t] >= CLEAR]
        if best:
            told = "\t".join(f"{taxonomy.slug(tops[t])} {row[t]:.2f}" for t in best)
            lines.append(f"{names[rank]}\t{told}\n")
    TABLE.write_text("".join(sorted(lines)), encoding="utf-8")
    print(f"{len(lines)} words written to {TABLE}")


if __name__ == "__main__":
    main()
