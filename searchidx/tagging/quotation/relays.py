"""The outlet through which something is quoted: "told Fox News", "as cited by Digi24", ", according to Semana"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from searchidx.model import Span
from searchidx.tagging.names.persons import Persons
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.layout import Layout
from searchidx.tagging.quotation.sources import NamedSpan

__all__ = ["Relays"]

_NAME = r"(?:[Tt]he )?([A-Z][\w&.’'-]*(?:[ ](?:(?:of|the|for|and|de) )?[A-Z0-9][\w&.’'-]*){0,5})"
_TOLD = re.compile(
    r"\b(?:told|tells?|telling|(?:said|complained|confirmed|explained) to|speaking (?:to|on)|spoke to|speaks to"
    rf"|interview with|interviewed by|comments to|(?:wrote|writes|writing) (?:in|for)|(?:said|says) on)\s+{_NAME}"
)
_CITED = re.compile(
    rf"\b(?:cited|quoted(?: as saying)?|carried|published)\s+(?:by|in)\s+{_NAME}|\breported by\s+{_NAME}"
    rf"|, according to {_NAME}"
    rf"|(?<=, ){_NAME} (?:reported|reports)\b"
)
_INTRODUCED = re.compile(r"\s+(?:(?:to|in|on)\s+)?(?:the )?")
_TRAILING = re.compile(r"(?:[’']s?(?: .*)?|\.|[’'])$")
_NO_OUTLETS = frozenset(
    """court police parliament congress senate committee council tribunal inquiry commission panel jury house ministry
    board assembly conference meeting monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december democrats republicans americans i he she they
    party union government mps lawmakers republican democrat american
    african-americans tv office president minister twitter facebook instagram""".split()
)


_OUTLETS = frozenset(
    """news times post journal daily radio television magazine weekly herald tribune gazette telegraph guardian mail
    mirror observer chronicle press today podcast fm dispatch bulletin examiner express echo star sun""".split()
)
"""Words of an outlet's name that tell it from other names where no organization is known to stand."""


_HINTS_OF_TOLD = (
    *("told", "tell", "speaking", "spoke to", "speaks to", "interview", "comments to", "wrote", "writ"),
    *("d to ", "said on", "says on"),
)
_HINTS_OF_CITED = ("cited", "quoted", "carried", "published", "reported", "reports", ", according to ")
"""Without one of these its pattern does not match."""


class Relays:
    """Finds the relays of one text."""

    def __init__(self, layout: Layout, persons: Persons, outlets: Sequence[NamedSpan]) -> None:
        self.layout = layout
        self.text = layout.text
        self.persons = persons
        self.outlets = sorted(outlets, key=lambda named: named[:2])

    def of(self, found: Attribution, speaker: str | None) -> str | None:
        """The outlet that the sentence of an attribution names, never its speaker; None where there is none."""
        anchor = found.cue or found.source
        if anchor is None:
            return None
        start, end = self.layout.sentence_span(anchor[0])
        last = found.contents[-1][1]
        if last > end:
            end = min(self.layout.sentence_span(last - 1)[1], last + 120)
        own = found.source or anchor
        patterns = ((_TOLD, _HINTS_OF_TOLD, max(start, anchor[0] - 2)), (_CITED, _HINTS_OF_CITED, start))
        for pattern, hints, low in patterns:
            sentence = self.text[low:end]
            if not any(map(sentence.__contains__, hints)):
                continue
            for match in pattern.finditer(self.text, low, end):
                group = next(number for number, text in enumerate(match.groups(), 1) if text)
                place = match.start(group)
                if self.layout.region_of(place) is not None:
                    continue
                if own[0] <= place < own[1] and "quoted" not in match.group() and "cited" not in match.group():
                    continue
                if (name := self._outlet(place, match.group(group))) and name != speaker:
                    return name
        return self._after_cue(found, speaker)

    def _after_cue(self, found: Attribution, speaker: str | None) -> str | None:
        """An organization that follows the cue at once: "assured Radio Okapi that", "warned on Europe 1"."""
        if found.cue is None:
            return None
        at = _INTRODUCED.match(self.text, found.cue[1])
        number = bisect_left(self.outlets, (at.end() if at else found.cue[1],))
        if at is None or number == len(self.outlets) or self.outlets[number].start != at.end():
            return None
        named = self.outlets[number]
        taken = found.contents if found.source is None else (*found.contents, found.source)
        if any(start <= named.start < end for start, end in taken) or named.name == speaker:
            return None
        return None if {word.lower() for word in named.name.split()} & _NO_OUTLETS else named.name

    def _outlet(self, at: int, printed: str) -> str | None:
        printed = _TRAILING.sub("", printed)
        span: Span = (at, at + len(printed))
        words = {word.lower() for word in printed.split()}
        if words & _NO_OUTLETS or self.persons.within(*span):
            return None
        number = bisect_left(self.outlets, (at - 4,))
        for named in self.outlets[number : number + 2]:
            if named.start <= at < named.end:
                return named.name
        return printed if not self.outlets or words & _OUTLETS else None
