"""What an article's passages are tagged with, all taggers together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchidx import passages, read
from searchidx.errors import ReadingError
from searchidx.model import Article, Block
from searchidx.pipeline import passages_of
from searchidx.tagging import organizations, quotations, tags, tags_of


def test_an_organization_speaks_under_the_name_of_its_facet() -> None:
    text = "The World Health Organization said that the wells were safe. The WHO will send experts to the villages."
    (passage,) = passages(read(text, media_type="text/plain"))
    assert list(passage.organizations) == ["WHO"]
    assert list(passage.speakers) == ["WHO"]


def test_quotations_alone_name_the_organizations_that_they_are_given() -> None:
    text = "The World Health Organization said that the wells were safe. “They are,” said Ida Holm."
    assert [(one.speaker, one.source_text) for one in quotations(text)] == [
        (None, "The World Health Organization"),
        ("Ida Holm", "Ida Holm"),
    ]
    assert [one.speaker for one in quotations(text, organizations=organizations(text))] == ["WHO", "Ida Holm"]


def test_an_article_in_another_language_is_not_tagged_by_english_rules() -> None:
    text = "Der Bürgermeister sagte am Montag, die Brücke werde erst im Herbst wieder geöffnet. " * 3
    article = read(text, media_type="text/plain")
    assert article.language == "de"
    assert not any(p.speakers or p.topics or p.organizations for p in passages(article))


FERRY = "“We stop on Friday,” said Ann Keller of Altvik Ferries. The mayor, Petr Novák, denied that it was about money."
FUND = "What the fund says\n\nThe Ingram Foundation said that it would pay.\n\nKeller said no."
ARTICLES = [
    Article("0", FERRY),
    Article("1", "„Wir hören auf“, sagte Ann Keller.", language="de"),
    Article("2", ""),
    Article("3", FUND, blocks=(Block("heading", 0, 18), Block("paragraph", 20, len(FUND)))),
    Article("4", FERRY.replace("Friday", "Monday")),
]


def test_articles_that_are_tagged_together_have_the_tags_of_each_alone() -> None:
    together = tags_of(ARTICLES)
    assert together == [tags(one) for one in ARTICLES]
    assert [bool(found.quotations) for found in together] == [True, False, False, True, True]
    assert tags_of([]) == []


@pytest.mark.parametrize("count", [0, 1, 16, 17, 40])
def test_articles_keep_their_order_and_their_passages(count: int) -> None:
    many = [ARTICLES[number % len(ARTICLES)] for number in range(count)]
    assert list(passages_of(iter(many))) == [(one, passages(one)) for one in many]


def test_what_was_read_before_an_error_is_tagged_before_it_is_raised() -> None:
    def breaking() -> Iterator[Article]:
        yield from ARTICLES[:2]
        raise ReadingError("it ends early")

    found = passages_of(breaking())
    assert [next(found)[0].id, next(found)[0].id] == ["0", "1"]
    with pytest.raises(ReadingError, match="it ends early"):
        next(found)
