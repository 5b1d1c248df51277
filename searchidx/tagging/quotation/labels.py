"""Who speaks by the layout alone: labels of interviews ("KELLER: …", "Q: …"), signatures of posts ("— Ann (@ann)")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from searchidx.model import Span
from searchidx.tagging.names.persons import Person, Persons
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.layout import Layout

__all__ = ["Labels"]

_LABEL = re.compile(
    r"[\"“•*-]? ?(?P<label>@\w+|[A-Z](?:[\w.’'-]*[\w.])?(?: (?:[a-z]{1,3} )?[A-Z][\w.’'-]*){0,4})"
    r"(?: ?\([^()\n]{0,40}\))?:[ \u00a0]+(?=\S)"
)
_SIGNED = re.compile(r"[—–―-]{1,2} ?(?P<name>[^\n()@—–―]{2,50}?) ?\(@\w+\)[^\n]{0,40}")
_QUOTED_AND_SIGNED = re.compile(
    r"(?P<words>[“”\"][^\n]{10,}[”\"])\s{0,2}[―—–]{1,2}\s?(?P<name>[A-Z][^\n“”\":;]{2,70}?)\.?"
)
_QUESTION, _ANSWER = frozenset(("q", "question")), frozenset(("a", "answer"))
_FEWEST_LABELS = 2
_SIGNATURE_MARKS = ("(@", "”―", "” ―", "”—", "” —", '"—', '" —', "”–", "” –")
_SHORTEST_POST = 10
_LONGEST_LEAD = 3
_MOST_PARAGRAPHS = 6
_CONFIDENCE = 0.8


class _Labelled(NamedTuple):
    label: Span
    content: Span


def _at_or_before(labelled: Sequence[_Labelled], at: int) -> _Labelled | None:
    """The last that begins at or before a character; the label or the content comes first."""
    number = bisect_right(labelled, at, key=lambda one: min(one.label[0], one.content[0]))
    return labelled[number - 1] if number else None


class Labels:
    """What labels and signatures attribute in one text."""

    def __init__(self, layout: Layout, persons: Persons) -> None:
        self.layout = layout
        self.persons = persons
        self.answering: Person | None = None
        """Whom "A:" means: the person that the text before the first label names most often."""
        self._asks = False
        self._labelled = self._of_interview() if layout.text.count(":") >= _FEWEST_LABELS else []
        self._signed = sorted(self._posts()) if any(mark in layout.text for mark in _SIGNATURE_MARKS) else []

    def applied(self, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
        """The attributions with those by labels and signatures, which take the place of others of the same words
        unless the words have a source of their own.
        """
        if not self._labelled and not self._signed:
            return attributions
        kept = [found for found in attributions if not self._replaced(found)]
        added = [
            *(Attribution(contents, one.label, None, _CONFIDENCE, "label") for one, contents in self._answers()),
            *(Attribution((one.content,), one.label, None, _CONFIDENCE, "signature") for one in self._signed),
        ]
        return [*kept, *added]

    def _answers(self) -> Iterator[tuple[_Labelled, tuple[Span, ...]]]:
        """The labelled paragraphs with what is said there; between "A:" and the next "Q:" an answer goes on."""
        layout = self.layout
        following = [one.label[0] for one in self._labelled[1:]]
        for one, until in zip_longest(self._labelled, following):
            first = layout.paragraph_of(one.label[0])
            last = layout.paragraph_of(until) - 1 if until is not None and self._asks else first
            joined = last - first <= _MOST_PARAGRAPHS and layout.joined(first, last)
            yield one, (one.content, *(layout.paragraphs[first + 1 : last + 1] if joined else ()))

    def _replaced(self, found: Attribution) -> bool:
        # A quotation mark may stand before the label.
        start = min(found.contents[0][0] + _LONGEST_LEAD, found.contents[0][1] - 1)
        signed = _at_or_before(self._signed, start)
        if signed and signed.content[0] <= start < signed.content[1]:
            return True
        one = _at_or_before(self._labelled, start)
        if one is None or start >= one.content[1]:
            return False
        return found.source is None or (found.source[0] < one.label[1] and one.label[0] < found.source[1])

    def _of_interview(self) -> list[_Labelled]:
        """The labelled paragraphs where the text is an interview: questions and answers, labels in capitals of which
        one is a person of the text, or persons' names that come again.
        """
        text = self.layout.text
        found: list[tuple[str, _Labelled]] = []
        for number, (start, end) in enumerate(self.layout.paragraphs):
            match = _LABEL.match(text, start, end)
            if match and not self.layout.skipped[number]:
                found.append((match["label"], _Labelled(match.span("label"), (match.end(), end))))
        lowered = {word.lower() for word, _ in found}
        if lowered & _QUESTION and lowered & _ANSWER:
            asked = [one for word, one in found if word.lower() in _QUESTION | _ANSWER]
            self.answering, self._asks = self._most_named(asked[0].label[0]), True
            return asked
        capitals = [(word, one) for word, one in found if word.isupper() and len(word) > 1]
        if len(capitals) >= _FEWEST_LABELS and any(self.persons.called(word) for word, _ in capitals):
            return [one for _, one in capitals]
        named = [(word, one) for word, one in found if word[0] == "@" or self._is_name(one.label)]
        again = Counter(word for word, _ in named).most_common(1)
        return [one for _, one in named] if again and again[0][1] >= _FEWEST_LABELS else []

    def _posts(self) -> Iterator[_Labelled]:
        """Posts with the name and the handle of who wrote them below, or at their end; signed quotations."""
        for number, (start, end) in enumerate(self.layout.paragraphs):
            if (quoted := _QUOTED_AND_SIGNED.fullmatch(self.layout.text, start, end)) and self._is_name(
                quoted.span("name")
            ):
                yield _Labelled(quoted.span("name"), quoted.span("words"))
                continue
            for match in _SIGNED.finditer(self.layout.text, start, end):
                content = (start, start + len(self.layout.text[start : match.start()].rstrip()))
                before = number - 1
                if (
                    match.start() == start
                    and number
                    and not (self.layout.heading[before] or self.layout.skipped[before])
                ):
                    content = self.layout.paragraphs[before]
                if content[1] - content[0] >= _SHORTEST_POST:
                    yield _Labelled(match.span("name"), content)

    def _is_name(self, label: Span) -> bool:
        return any(mention.start == label[0] or mention.end == label[1] for mention in self.persons.within(*label))

    def _most_named(self, before: int) -> Person | None:
        people = [mention.person for mention in self.persons.within(0, before)]
        counts = Counter(map(id, people))
        return max(people, key=lambda person: counts[id(person)], default=None)
