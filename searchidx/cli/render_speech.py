"""How speakers, and the reasons for the tags of a passage, look in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchidx.cli.output import number
from searchidx.cli.render import _INDENT, _bold, _clean, _faint, _lines, _words
from searchidx.records import date_text
from searchidx.speaking import SpeakerSummary

__all__ = ["render_speakers"]


def render_speakers(speakers: Sequence[SpeakerSummary]) -> Iterator[str]:
    """Speakers with their counts, from when to when they spoke, and the best quotation with where it stands."""
    for one in speakers:
        yield from _lines(_words(one.speaker, plain=_bold), "")
        at_least = "" if one.quotations_exact else "at least "
        about = "" if one.articles_exact else "about "
        days = [(date_text(moment) or "")[:10] for moment in (one.earliest, one.latest)]
        counts = (
            at_least + number(one.quotations, "quotation"),
            number(one.passages, "passage"),
            about + number(one.articles, "article"),
            " to ".join(dict.fromkeys(filter(None, days))),
        )
        yield from _lines(_words(" · ".join(filter(None, counts)), plain=_faint))
        yield from _lines(_words(one.quote))
        where = (one.passage.title, one.passage.publisher, (date_text(one.passage.published) or "")[:10])
        yield from _lines(_words(" · ".join(filter(None, where)), plain=_faint))
        yield _INDENT + _faint(_clean(one.passage.id))
        yield ""
