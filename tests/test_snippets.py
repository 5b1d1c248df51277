"""What is marked in a passage that matches, and which stretch of a long one is shown."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import searchidx
from searchidx import Index, Passage
from searchidx.query import parse
from searchidx.snippets import Highlighter, window
from tests.conftest import ENGINES, passage


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


TEXTS = {
    "river": "The river rose. The harbour board, the old board, warned the rivers' ports: 15,000 men left.",
    "dam": (
        "“The dam will hold,” said Amina Okafor. The dam will not hold, said others; “no dam will,” said Petr Novák."
    ),
    "east": "In Łódź the Élysée café’s U.S. guests told us of 東京都庁 and of Kyiv's O’Neil.",
}
PASSAGES = (
    passage("r-0", TEXTS["river"], title="A river and its board", heading="River news"),
    passage(
        "d-0",
        TEXTS["dam"],
        title="The dam",
        speakers=("Amina Okafor", "Petr Novák"),
        said=(("“The dam will hold,”", "Amina Okafor"), ("“no dam will,”", "Petr Novák")),
    ),
    passage("e-0", TEXTS["east"], title="Łódź"),
)


@pytest.fixture(scope="module", params=ENGINES)
def marks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    with searchidx.open(tmp_path_factory.mktemp("marks") / "index", create=True, engine=request.param) as index:
        index.add_passages(PASSAGES)
        return searchidx.open(index.path)


RIVER, DAM, EAST = "r-0", "d-0", "e-0"


@pytest.mark.parametrize(
    ("query", "id", "expected"),
    [
        # Words, by their stem.
        ("river", RIVER, "The [river] rose. … the [rivers]' ports:"),
        ("RISE OR rose", RIVER, "river [rose]. The"),
        ("15000", RIVER, "ports: [15,000] men"),
        # Phrases only where they stand whole.
        ('"harbour board"', RIVER, "The [harbour] [board], the"),
        ('"harbour old"~2', RIVER, "The [harbour] board, the [old] board,"),
        ('"the old board"', RIVER, "board, [the] [old] [board], warned"),
        # Patterns, on words as they are written.
        ("ri*", RIVER, "The [river] rose. … the [rivers]' ports:"),
        ("?or*", RIVER, "rivers' [ports]: 15,000"),
        ("prots~", RIVER, "rivers' [ports]: 15,000"),
        # What is excluded, or stands in another field, is not marked.
        ("ports -floods", RIVER, "rivers' [ports]: 15,000"),
        ("title:river", RIVER, ""),
        ("heading:news", RIVER, ""),
        ("ports AND (men OR women)^2", RIVER, "rivers' [ports]: 15,000 [men] left."),
        # Stop words only where nothing else is asked for.
        ("the ports", RIVER, "rivers' [ports]: 15,000"),
        ("the", RIVER, "[The] river rose. [The] harbour board, [the] old … warned [the] rivers'"),
        # Quotations.
        ("quote:dam", DAM, "“The [dam] will … “no [dam] will,”"),
        ("said:dam", DAM, "“The [dam] will … “no [dam] will,”"),
        ('quote:"dam will hold"', DAM, "“The [dam] [will] [hold],” said"),
        ("quote:hol*", DAM, "will [hold],” said"),
        ("speaker:okafor quote:dam", DAM, "“The [dam] will … “no [dam] will,”"),
        # Accents, apostrophes, abbreviations, ideographs.
        ("lodz", EAST, "In [Łódź] the"),
        ("elysee cafe", EAST, "the [Élysée] [café’s] U.S."),
        ("US", EAST, "café’s [U.S.] guests"),
        ("京都", EAST, "of 東[京][都]庁 and"),
        ("kyiv o'neil", EAST, "of [Kyiv's] [O]’[Neil]."),
    ],
)  # fmt: skip
def test_marks(marks: Index, query: str, id: str, expected: str) -> None:
    (hit,) = [hit for hit in marks.search(query).hits if hit.passage.id == id]
    text = marked(hit.passage.text, hit.highlights)
    assert all(part in text for part in expected.split(" … "))
    assert text.count("[") == expected.count("[")


def test_only_what_the_selected_speaker_said_is_marked(marks: Index) -> None:
    (hit,) = marks.search("quote:dam", speaker="Petr Novák").hits
    assert marked(hit.passage.text, hit.highlights).count("[") == 1
    assert "no [dam] will" in marked(hit.passage.text, hit.highlights)
    (hit,) = marks.search("said:dam", speaker=["Petr Novák", "Amina Okafor"]).hits
    assert marked(hit.passage.text, hit.highlights).count("[dam]") == 2
    # Words that are asked for anywhere are marked anywhere.
    (hit,) = marks.search("dam", speaker="Petr Novák").hits
    assert marked(hit.passage.text, hit.highlights).count("[dam]") == 3


@pytest.mark.parametrize(
    ("query", "id", "expected"),
    [
        ("river", RIVER, "A [river] and its board"),
        ("title:boards", RIVER, "A river and its [board]"),
        ("lodz", EAST, "[Łódź]"),
    ],
)
def test_titles_are_marked(marks: Index, query: str, id: str, expected: str) -> None:
    (hit,) = [hit for hit in marks.search(query).hits if hit.passage.id == id]
    assert marked(hit.passage.title, hit.title_highlights) == expected


@pytest.mark.parametrize("query", ["text:river", "quote:dam"])
def test_titles_are_not_marked_for_what_is_asked_of_the_text(marks: Index, query: str) -> None:
    assert not any(hit.title_highlights for hit in marks.search(query).hits)


@pytest.mark.parametrize("query", ["*", "speaker:okafor", "date:2026", "publisher:*"])
def test_nothing_is_marked_where_no_word_is_asked_for(marks: Index, query: str) -> None:
    assert not any(hit.highlights or hit.title_highlights for hit in marks.search(query).hits)


def test_each_language_s_stems_are_marked() -> None:
    highlighter = Highlighter(parse("häuser").tree, languages=("de", "en"))
    text = "Das Haus und die Häuser"
    assert marked(text, highlighter.text(Passage("a-0", "a", text, language="de"))) == "Das [Haus] und die [Häuser]"
    text = "hauser wrote"
    assert marked(text, highlighter.text(Passage("a-0", "a", text, language="en"))) == "[hauser] wrote"


# Any text

WORDS = st.sampled_from(
    ["river", "rivers", "dam", "the", "“dam", "dam”", "U.S.", "l'Élysée", "東京", "x", "—", "hold,"]
)
TEXT = st.lists(WORDS, max_size=30).map(" ".join)
QUERIES = st.sampled_from(
    [
        "river",
        "dam*",
        "r?ver",
        "damn~",
        '"the dam"',
        '"dam river"~3',
        "quote:dam",
        "said:river",
        "-dam",
        "東京",
        "US",
        "river OR dam",
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=TEXT, query=QUERIES)
def test_marks_lie_in_the_text_and_do_not_overlap(text: str, query: str) -> None:
    highlighter = Highlighter(parse(query).tree, languages=("en",))
    spans = highlighter.text(Passage("a-0", "a", text, title=text, language="en"))
    end = 0
    for start, stop in (*spans,):
        assert end <= start < stop <= len(text)
        end = stop
    if query == "river":
        assert [text[start:stop] for start, stop in spans] == [
            word for word in text.split() if word.startswith("river")
        ]


@settings(max_examples=25, deadline=None)
@given(
    text=TEXT,
    query=st.sampled_from(
        ["text:river", "text:dam*", "text:r?ver", "text:damn~", '"the dam"', "quote:dam", '"dam river"~3']
    ),
)
def test_what_matches_is_marked_and_what_is_not_does_not(text: str, query: str, pair: tuple[Index, Index]) -> None:
    found = []
    for index in pair:
        index.add_passages([Passage("a-0", "a", text, language="en")])
        found.append([hit.highlights for hit in index.search(query).hits])
    highlighter = Highlighter(parse(query).tree, languages=("en",))
    expected = highlighter.text(Passage("a-0", "a", text, language="en"))
    assert found[0] == found[1] == ([expected] if expected else [])


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, Index]:
    folder = tmp_path_factory.mktemp("pair")
    one, other = (searchidx.open(folder / engine, create=True, engine=engine) for engine in ENGINES)
    return one, other


# Windows


def test_a_short_text_is_shown_whole() -> None:
    assert window("A short text.", ((2, 7),), 100) == (0, 13)


def test_the_window_holds_where_most_is_marked() -> None:
    text = "one river. " + "and so on " * 40 + "two rivers and three rivers " + "and so on " * 40
    spans = tuple((at, at + 5) for at in range(len(text)) if text.startswith("river", at))
    start, end = window(text, spans, 100)
    assert "two rivers and three rivers" in text[start:end]
    assert end - start <= 100
    assert text[start - 1] == " " == text[end]


def test_without_marks_the_beginning_is_shown() -> None:
    text = "and so on " * 40
    assert window(text, (), 100) == (0, 99)


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(st.sampled_from("ab 東\n"), min_size=0, max_size=300),
    size=st.integers(10, 60),
    data=st.data(),
)
@example(text="東" * 200 + " " + "京" * 100, size=60, data=None)
def test_a_window_lies_in_the_text_and_holds_something_that_is_marked(
    text: str, size: int, data: st.DataObject | None
) -> None:
    places = range(0, max(0, len(text) - 4), 2)
    if data is None:
        spans: tuple[tuple[int, int], ...] = ((150, 152),)
    else:
        begins = data.draw(st.lists(st.sampled_from(places), unique=True, max_size=5)) if places else []
        spans = tuple((at, at + 2) for at in sorted(begins))
    start, end = window(text, spans, size)
    assert 0 <= start <= end <= len(text)
    assert end - start <= max(size, 0) or len(text) <= size
    assert not text.strip() or end > start
    if spans:
        assert any(start <= begin and stop <= end for begin, stop in spans)


def test_stop_words_are_marked_exactly_where_they_are_looked_for() -> None:
    river = PASSAGES[0]
    alone = Highlighter(parse("the -nobody").tree).text(river)
    assert [river.text[start:stop] for start, stop in alone] == ["The", "The", "the", "the"]
    beside = Highlighter(parse("the river").tree).text(river)
    assert [river.text[start:stop] for start, stop in beside] == ["river", "rivers"]
