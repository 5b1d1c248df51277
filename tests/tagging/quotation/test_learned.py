"""The learned tagger: what it must find in plain cases, and what holds for every text."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searchidx.tagging
from searchidx.model import Quotation
from searchidx.tagging.quotation import NamedSpan, analyses, entities, quotations, quotations_of

ARTICLE = """Harbour to close for the winter

The harbour of Altvik will close in November, mayor Ngozi Adeyemi said on Monday.

“We have no money for the ice,” said Wolfgang Beck, who runs the pilots’ station. “And the ice has no mercy.”

“It is a disgrace,” he added.

Adeyemi told Harbour News that she regretted the decision. According to a European diplomat, the port of Norrsund will \
take over.

The shipping company Blåvik Lines denied that it had asked for money.
"""


def said(text: str, found: list[Quotation]) -> dict[str, Quotation]:
    """The quotations by their first words."""
    return {" ".join(text[q.spans[0][0] : q.spans[-1][1]].strip("“").split()[:3]): q for q in found}


@pytest.fixture(scope="module")
def by_words() -> dict[str, Quotation]:
    return said(ARTICLE, quotations(ARTICLE))


def test_direct_quotations_have_their_speaker(by_words: dict[str, Quotation]) -> None:
    quotation = by_words["We have no"]
    assert (quotation.kind, quotation.speaker, quotation.cue_class) == ("direct", "Wolfgang Beck", "speech")
    assert quotation.source is not None
    assert ARTICLE[slice(*quotation.source)].startswith("Wolfgang Beck")


def test_a_pronoun_is_the_latest_fitting_speaker(by_words: dict[str, Quotation]) -> None:
    assert by_words["It is a"].speaker == "Wolfgang Beck"
    assert "pronoun" in by_words["It is a"].rule


def test_reported_speech_has_its_speaker(by_words: dict[str, Quotation]) -> None:
    quotation = by_words["The harbour of"]
    assert (quotation.kind, quotation.speaker) == ("indirect", "Ngozi Adeyemi")


def test_the_outlet_that_was_told_is_the_relay(by_words: dict[str, Quotation]) -> None:
    (quotation,) = [q for words, q in by_words.items() if "she regretted" in words]
    assert (quotation.speaker, quotation.relay) == ("Ngozi Adeyemi", "Harbour News")


def test_an_unnamed_source_is_no_speaker(by_words: dict[str, Quotation]) -> None:
    (quotation,) = [q for q in by_words.values() if q.source_text == "a European diplomat"]
    assert quotation.speaker is None


def test_an_organization_that_speaks_has_the_name_that_it_is_given() -> None:
    (analysis,) = analyses([ARTICLE])
    start = ARTICLE.index("Blåvik Lines")
    named = [NamedSpan(start, start + len("Blåvik Lines"), "Blåvik")]
    assert "Blåvik" in {quotation.speaker for quotation in analysis.quotations(named)}


def test_persons_and_organizations_are_found() -> None:
    (found,) = entities([ARTICLE])
    names = {(ARTICLE[one.start : one.end], one.label) for one in found}
    assert {("Ngozi Adeyemi", "PERSON"), ("Wolfgang Beck", "PERSON"), ("Harbour News", "ORG")} <= names
    assert all(0 <= one.confidence <= 1 for one in found)


def test_batches_find_what_single_calls_find() -> None:
    texts = [ARTICLE, "", "“No,” she said.", ARTICLE[100:]]
    assert quotations_of(texts) == [quotations(text) for text in texts]


def test_what_surrounds_an_article_changes_nothing() -> None:
    before = "Something else happened today.\n\nA heading in between\n\n"
    shift = len(before)
    alone = quotations(ARTICLE)
    moved = quotations(before + ARTICLE)
    assert [[(a + shift, b + shift) for a, b in q.spans] for q in alone] == [[*q.spans] for q in moved]
    assert [q.speaker for q in alone] == [q.speaker for q in moved]


def test_calls_do_not_depend_on_the_calls_before() -> None:
    first = quotations(ARTICLE)
    quotations("“Ice,” said Beck Wolfgang, “is Ngozi.” Adeyemi Harbour denied it.\n" * 50)
    assert quotations(ARTICLE) == first


texts = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["“We won,”", "Ann Keller", "said", "he", "told", "reporters", "that", ".", "\n", "according to", "‘no’",
             '"', "Mr", "Q:", "— Ann Keller", "the senator", "who", "\n\n", "A Heading", "é", "\u2028", "🙂", "O’Neill"]
        ),
        max_size=40,
    ).map(" ".join),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts)
@pytest.mark.parametrize("tagger", ["model", "rules"])
def test_spans_lie_in_the_text_and_in_one_paragraph_each(tagger: str, text: str) -> None:
    for quotation in quotations(text, tagger="model" if tagger == "model" else "rules"):
        assert quotation.spans
        assert list(quotation.spans) == sorted(quotation.spans)
        named = [span for span in (quotation.source, quotation.cue) if span is not None]
        for start, end in (*quotation.spans, *named):
            assert 0 <= start < end <= len(text)
            assert "\n" not in text[start:end]
        assert 0 <= quotation.confidence <= 1
        if quotation.source is not None:
            assert quotation.source_text == " ".join(text[slice(*quotation.source)].split())
        else:
            assert quotation.speaker is None


@pytest.mark.slow
@pytest.mark.parametrize("tagger", ["model", "rules"])
def test_long_texts_take_linear_time(tagger: str) -> None:
    def seconds(text: str) -> float:
        started = time.process_time()
        quotations(text, tagger="model" if tagger == "model" else "rules")
        return time.process_time() - started

    line = ARTICLE.replace("\n", " ").replace("“", "").replace("”", "")
    short, long = seconds(line * 60), seconds(line * 600)
    assert long < 25 * max(short, 0.05)


def test_numpy_is_imported_only_by_the_model() -> None:
    code = (
        "import sys; from searchidx.tagging.quotation import quotations; quotations('“No,” she said.', tagger='rules');"
        "assert 'numpy' not in sys.modules; quotations('“No,” she said.'); assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_quotations_do_not_wait_for_the_other_taggers() -> None:
    code = (
        "import sys; from searchidx.tagging import quotations; quotations('“No,” she said.');"
        "assert not {'searchidx.tagging.organization', 'searchidx.tagging.topic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_tagger_that_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="sentiments"):
        getattr(searchidx.tagging, "sentiments")  # noqa: B009
