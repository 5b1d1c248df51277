"""What an article's passages are tagged with, all taggers together."""

from __future__ import annotations

from searchidx import passages, read
from searchidx.tagging import organizations, quotations


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
