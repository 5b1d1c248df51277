"""Random documents and random clauses: every engine finds exactly what the reference finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import reference
from conftest import document, found, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchidx.engines.base import (
    AllOf,
    AnyOf,
    BestOf,
    Clause,
    DateRange,
    Document,
    Engine,
    Everything,
    Fuzzy,
    HasValue,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Term,
    Unscored,
    ValueIn,
    Weighted,
    Wildcard,
)

WORDS = ["a", "ab", "abc", "bac", "cab", "b", "ba", "é", "éa", "a.b", "x*y"]
SPEAKERS = ["Anna Ott", "Anna", "Bo, Lind", "Éva"]

words = st.sampled_from(WORDS)
texts = st.lists(words, max_size=8).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    drawn = draw(
        st.lists(
            st.tuples(texts, texts, st.lists(st.sampled_from(SPEAKERS), unique=True), st.none() | st.integers(-3, 3)),
            max_size=8,
        )
    )
    return [
        document(f"a{i // 2}/{i}", text, terms={"title": title} if title else {}, speaker=speakers, date=date)
        for i, (text, title, speakers, date) in enumerate(drawn)
    ]


@st.composite
def phrases(draw: st.DrawFn) -> Phrase:
    terms = draw(st.lists(st.sampled_from(WORDS[:4]), max_size=4))
    gaps = draw(st.lists(st.integers(1, 2), min_size=len(terms), max_size=len(terms)))
    positions = [sum(gaps[1 : i + 1]) for i in range(len(terms))]
    return Phrase("text", tuple(zip(positions, terms, strict=True)), draw(st.integers(0, 4)))


patterns = st.text("ab*?c.é", max_size=4) | st.sampled_from([r"x\*y", r"a\?", r"*\*", "\\"])
leaves: st.SearchStrategy[Clause] = st.one_of(
    st.builds(Term, st.sampled_from(["text", "title", "text_words"]), words),
    phrases(),
    st.builds(Prefix, st.sampled_from(["text_words", "title"]), st.text("abcé.", max_size=2)),
    st.builds(Wildcard, st.sampled_from(["text_words", "title"]), patterns),
    st.builds(
        Fuzzy,
        st.just("text_words"),
        st.text("abcé", max_size=4),
        st.integers(1, 2),
        st.sampled_from(["", "", "a", "é"]),
    ),
    st.builds(ValueIn, st.just("speaker"), st.lists(st.sampled_from(SPEAKERS), max_size=2).map(tuple)),
    st.builds(ValueIn, st.just("article"), st.lists(st.sampled_from(["a0", "a1", "zz"]), max_size=2).map(tuple)),
    st.builds(HasValue, st.sampled_from(["text", "title", "speaker", "topic", "date"])),
    st.builds(DateRange, st.none() | st.integers(-4, 4), st.none() | st.integers(-4, 4)),
    st.just(Everything()),
    st.just(Nothing()),
)


def branches(inner: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(inner, max_size=4).map(tuple)
    return st.one_of(
        st.builds(AllOf, several),
        st.builds(AnyOf, several),
        st.builds(BestOf, several, st.sampled_from([0.0, 0.3])),
        st.builds(Not, inner),
        st.builds(Weighted, inner, st.sampled_from([0.5, 2.0])),
        st.builds(Unscored, inner),
    )


clauses = st.recursive(leaves, branches, max_leaves=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(first=documents(), second=documents(), asked=st.lists(clauses, min_size=15, max_size=25))
def test_the_same_sets_everywhere(
    engine: Engine, first: list[Document], second: list[Document], asked: list[Clause]
) -> None:
    """Two commits, the second of which replaces articles of the first."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine.create(folder)
        write(engine, folder, add=first)
        replaced = {one.article for one in second}
        write(engine, folder, delete={"article": sorted(replaced)}, add=second)
        kept = [one for one in first if one.article not in replaced] + second
        reader = engine.reader(folder)
        for clause in asked:
            expected = reference.ids(kept, clause)
            assert found(reader, clause) == expected, clause
            assert reader.search(clause, limit=1).total == len(expected), clause
            assert list(reader.count_values(clause, ["speaker"])["speaker"].counts) == reference.value_counts(
                kept, clause, "speaker"
            ), clause
        reader.close()
