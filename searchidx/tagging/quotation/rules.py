"""The tagger without trained weights: quotation marks, verbs of speech and "according to"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from searchidx.model import Span
from searchidx.tagging.quotation.attribution import Attribution
from searchidx.tagging.quotation.cues import verb_class
from searchidx.tagging.quotation.layout import TOKEN, Layout

__all__ = ["CERTAIN_RULES", "VIEW", "find_attributions"]

_PRONOUNS = frozenset("he she they we i you it who".split())
_ADVERBS = frozenset(
    "also then later once previously recently repeatedly often now just still never even again".split()
)
_AUXILIARIES = frozenset("has have had did does do was is were are been".split())
_STOPS_LEFT = frozenset(
    "that which but while when as because if and or so then whether although though where after before than".split()
)
_STOPS_RIGHT = frozenset(
    "in on at during after before when while as who which that about if because adding noting referring speaking"
    " through via to from by with but".split()
)
_DETERMINERS = frozenset("the a an his her its their our my your this that these those no any some".split())
_NOT_FINITE_AFTER = frozenset("to be being been by of the a an his her their its this that not as".split())
_CORE = frozenset(
    """said says say added adds told tells argued argues claimed claims insisted insists announced announces warned
    warns noted notes explained explains believes stated states acknowledged acknowledges admitted admits
    alleged alleges suggested suggests predicted predicts confirmed confirms denied denies promised vowed vows
    pledged pledges urged urges asked complained contended contends conceded wrote writes testified stressed
    reiterated tweeted recalled replied reported reports accused accuses demanded declared declares emphasized
    maintains maintained""".split()
)
_NOUNS_TOO = frozenset("reports claims comments calls remarks promises threats demands estimates answers notes".split())
_LISTENERS = frozenset(
    "told tells telling asked asks urged urges warned warns reminded assured informed advised".split()
)
_ACCORDING = re.compile(r"\b(according to)\s+", re.IGNORECASE)
VIEW = r"(?:view|opinion|judge?ment|estimation|assessment|words|eyes)"
"""What somebody holds: "in the view of"."""
_IN_THE_VIEW_OF = re.compile(rf"\b([Ii]n the {VIEW} of) ([^,;:“”\"\n]{{2,80}}),")
_IN_WHOSE_VIEW = re.compile(rf"\b[Ii]n ((?:[^\s,;:“”\"]+ ){{0,6}}?(?:his|her|their|its|[^\s,]+[’']s?)) ({VIEW}),")
CERTAIN_RULES = frozenset(
    ("quote-before-verb", "quote-after-verb", "according-to", "in-the-view-of", "clause-before-verb")
)
"""The rules that are right nearly always."""
_LONGEST_SOURCE = 22


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    region: int | None


class _Paragraph:
    """One paragraph in tokens, and the attributions found so far."""

    def __init__(self, layout: Layout, number: int) -> None:
        self.layout = layout
        self.start, self.end = layout.paragraphs[number]
        self.regions = layout.regions_in(number)
        self.first_region = layout.first_region[number]
        self.tokens = [
            _Token(m.start(), m.end(), m.group().lower(), self._region_at(m.start()))
            for m in TOKEN.finditer(layout.text, self.start, self.end)
        ]
        self.used: set[int] = set()
        self.found: list[Attribution] = []

    def _region_at(self, at: int) -> int | None:
        number = self.layout.region_of(at)
        return None if number is None else number - self.first_region

    def _regions_over(self, span: Span) -> range:
        low = bisect_right(self.regions, span[0], key=lambda region: region.end)
        return range(low, bisect_left(self.regions, span[1], key=lambda region: region.start))

    # Walking

    def sentence(self, at: int) -> Span:
        return self.layout.sentence_span(at)

    def left_source(self, verb: int) -> tuple[int, int] | None:
        """The tokens (first, after last) of the subject that ends before a verb, adverbs and auxiliaries skipped."""
        last = verb - 1
        while last >= 0 and (
            self.tokens[last].word in _ADVERBS
            or self.tokens[last].word in _AUXILIARIES
            or (self.tokens[last].word.endswith("ly") and len(self.tokens[last].word) > 4)
        ):
            last -= 1
        if last < 0 or self.tokens[last].region is not None:
            return None
        if self.tokens[last].word in _PRONOUNS:
            return last, last + 1
        low, _ = self.sentence(self.tokens[verb].start)
        if self.tokens[last].word == ",":  # "Smith, a spokesman for the firm, said"
            opening = last - 1
            while opening > 0 and self.tokens[opening].word != "," and last - opening < _LONGEST_SOURCE:
                if self.tokens[opening].region is not None or self.tokens[opening].start < low:
                    return None
                opening -= 1
            if self.tokens[opening].word != "," or opening == 0:
                return None
            head = self._phrase_start(opening - 1, low)
            return (head, last) if head is not None else None
        if not self._nominal(last):
            return None
        first = self._phrase_start(last, low)
        return (first, last + 1) if first is not None else None

    def _nominal(self, index: int) -> bool:
        token = self.tokens[index]
        text = self.layout.text[token.start : token.end]
        return token.word[0].isalnum() and (
            text[0].isupper() or verb_class(token.word) is None or token.word == "report"
        )

    def _phrase_start(self, last: int, low: int) -> int | None:
        if not self._nominal(last):
            return None
        first = last
        while first > 0 and last - first < _LONGEST_SOURCE:
            before = self.tokens[first - 1]
            if before.region is not None or before.start < low or before.word in _STOPS_LEFT:
                break
            if before.word in ',:;—–-()“”"':
                break
            first -= 1
        return first

    def right_source(self, verb: int) -> tuple[int, int] | None:
        """The tokens of the subject that follows a verb: `," said Ann Lee, a spokeswoman.`"""
        first = verb + 1
        if first >= len(self.tokens) or self.tokens[first].region is not None:
            return None
        if self.tokens[first].word in _PRONOUNS:
            return first, first + 1
        if not (self._nominal(first)) or self.tokens[first].word in _STOPS_RIGHT:
            return None
        _, high = self.sentence(self.tokens[verb].start)
        after = first
        commas = 0
        while after < len(self.tokens) and after - first < _LONGEST_SOURCE:
            token = self.tokens[after]
            if token.region is not None or token.start >= high or token.word in ';:—–“”"':
                break
            if token.word == ".":
                if after + 1 < len(self.tokens) and self.tokens[after + 1].start < high:
                    after += 1
                    continue
                break
            if token.word == ",":
                commas += 1
                following = self.tokens[after + 1].word if after + 1 < len(self.tokens) else ""
                if commas > 1 or following not in _DETERMINERS | {"who", "of", "from", "former"}:
                    break
            elif commas == 0 and token.word in _STOPS_RIGHT:
                break
            after += 1
        return (first, after) if after > first else None

    def span(self, tokens: tuple[int, int]) -> Span:
        return self.tokens[tokens[0]].start, self.tokens[tokens[1] - 1].end

    def trimmed(self, start: int, end: int) -> Span:
        text = self.layout.text
        while start < end and (text[start].isspace() or text[start] in ",;:—–-"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-."):
            end -= 1
        return start, end

    def words(self, span: Span) -> int:
        return self.layout.text.count(" ", *span) + 1 if span[1] > span[0] else 0

    # Finding

    def find(self) -> list[Attribution]:
        for index, token in enumerate(self.tokens):
            if token.region is None and token.word[0].isalpha() and verb_class(token.word) == "speech":
                before = self.tokens[index - 1].word if index else ""
                shown = self.layout.text[token.start].isupper() and index > 0
                if before not in _NOT_FINITE_AFTER and not shown:
                    self._at_verb(index)
        self._according()
        self._views()
        self._loose_regions()
        return sorted(self.found, key=lambda attribution: attribution.contents[0][0])

    def _region_ending_before(self, index: int) -> int | None:
        at = index - 1
        if at >= 0 and self.tokens[at].word == ",":
            at -= 1
        return self.tokens[at].region if at >= 0 else None

    def _at_verb(self, index: int) -> None:
        before = self._region_ending_before(index)
        if before is not None:
            if source := self.right_source(index):
                self._quote_before(before, self.span(source), index, max(index, source[1] - 1))
            return
        source = self.left_source(index)
        if source is None:
            self._clause_before(index)
            return
        quoted = self._region_ending_before(source[0])
        if quoted is not None:
            self._quote_before(quoted, self.span(source), index, index)
            return
        if not self.tokens[index].word.endswith("ing"):
            self._content_after(source, index)

    def _quote_before(self, region: int, source: Span, verb: int, last: int) -> None:
        spans = [self.regions[region][:2]]
        low, _ = self.sentence(spans[0][0])
        if low < spans[0][0] and self.words((low, spans[0][0])) > 2:  # a partial quotation inside a reported sentence
            spans[0] = (low, spans[0][1])
        self.used.add(region)
        if region + 1 < len(self.regions):
            gap = self.layout.text[self.tokens[last].end : self.regions[region + 1].start]
            if len(gap) < 60 and (
                gap.strip(" \u00a0") in (".", ",", "", ":") or (gap.count(" ") <= 8 and "." not in gap[:-2])
            ):
                spans.append(self.regions[region + 1][:2])
                self.used.add(region + 1)
        self._add(spans, source, verb, "quote-before-verb", 0.9)

    def _add(self, spans: list[Span], source: Span, verb: int, rule: str, confidence: float) -> None:
        token = self.tokens[verb]
        self.found.append(Attribution(tuple(spans), source, (token.start, token.end), confidence, rule))

    def _content_after(self, source: tuple[int, int], index: int) -> None:
        token = self.tokens[index]
        low, high = self.sentence(token.start)
        following = index + 1
        while following < len(self.tokens) and following - index <= 12 and self.tokens[following].start < high:
            if self.tokens[following].word in ("that", ",", ":") or self.tokens[following].region is not None:
                break
            following += 1
        mark = self.tokens[following] if following < len(self.tokens) and self.tokens[following].start < high else None
        start_of_source = self.tokens[source[0]].start
        rest = self.trimmed(token.end, high)
        clause_before = self.trimmed(low, start_of_source)
        postposed = rest[1] <= rest[0] or (mark is None and self.words(rest) <= 4)
        if postposed and self.words(clause_before) >= 3 and self.layout.text[low:start_of_source].rstrip()[-1:] == ",":
            self._add([clause_before], self.span(source), index, "clause-before-verb", 0.7)
            return
        if mark is not None and mark.word in (",", ":") and mark.region is None and following + 1 < len(self.tokens):
            after = self.tokens[following + 1]
            if after.region is not None:
                mark, following = after, following + 1
        introduced = mark is not None and (mark.word == "that" or mark.region is not None)
        subject = self.tokens[source[1] - 1]
        named = subject.word in _PRONOUNS or self.layout.text[subject.start].isupper()
        if (token.word in _NOUNS_TOO and not introduced and not named) or (token.word in ("read", "reads") and named):
            return
        if mark is not None and mark.region is not None and mark.region not in self.used:
            region = self.regions[mark.region]
            lead = following - index - 1
            if lead <= 1 or self.tokens[following - 1].word in (",", ":"):
                spans: list[Span] = [region[:2]]
                self.used.add(mark.region)
                self._add(spans, self.span(source), index, "quote-after-verb", 0.9)
                return
        if token.word not in _CORE and not introduced:
            return
        start = token.end
        if mark is not None and (mark.word in ("that", ":") or token.word in _LISTENERS):
            start = mark.end if mark is not None and mark.region is None else start
        content = self.trimmed(start, high)
        if self.words(content) < 3:
            return
        for number in self._regions_over(content):
            self.used.add(number)
            content = (content[0], max(content[1], min(self.regions[number].end, high)))
        self._add([content], self.span(source), index, "content-after-verb", 0.7)

    def _clause_before(self, index: int) -> None:
        """`It rained, said Ann Lee.`"""
        token = self.tokens[index]
        if token.word not in _CORE - _LISTENERS or not index or self.tokens[index - 1].word != ",":
            return
        source = self.right_source(index)
        low, high = self.sentence(token.start)
        content = self.trimmed(low, self.tokens[index - 1].start)
        if source and self.words(content) >= 2 and self.words(self.trimmed(self.span(source)[1], high)) <= 4:
            self._add([content], self.span(source), index, "clause-before-verb", 0.7)

    def _views(self) -> None:
        """`In the view of Ann Lee, it rained.`"""
        for match in _IN_THE_VIEW_OF.finditer(self.layout.text, self.start, self.end):
            self._view(match.span(2), match.span(1))
        for match in _IN_WHOSE_VIEW.finditer(self.layout.text, self.start, self.end):
            self._view(match.span(1), match.span(2))

    def _view(self, source: Span, cue: Span) -> None:
        low, high = self.sentence(cue[0])
        content = self.trimmed(max(source[1], cue[1]), high)
        if self._region_at(cue[0]) is None and min(cue[0], source[0]) - low <= len("in ") and self.words(content) >= 3:
            self.used.update(self._regions_over(content))
            self.found.append(Attribution((content,), source, cue, 0.8, "in-the-view-of"))

    def _according(self) -> None:
        for match in _ACCORDING.finditer(self.layout.text, self.start, self.end):
            if self._region_at(match.start()) is not None:
                continue
            low, high = self.sentence(match.start())
            first = bisect_left(self.tokens, match.end(), key=lambda token: token.start)
            if first == len(self.tokens) or (source := self.right_source(first - 1)) is None:
                continue
            span = self.span(source)
            before = self.trimmed(low, match.start())
            content = before if self.words(before) >= 3 else self.trimmed(span[1], high)
            if self.words(content) >= 3:
                self.used.update(self._regions_over(content))
                self.found.append(Attribution((content,), span, match.span(1), 0.8, "according-to"))

    def _loose_regions(self) -> None:
        """Quoted sentences without a source of their own: who speaks is known from what stands before."""
        for number, region in enumerate(self.regions):
            if number in self.used:
                continue
            inside = self.layout.text[region.start : region.end].strip("“”„«»\"'‘’` ")
            if self.words((region.start, region.end)) >= 4 and (inside[-1:] in ".,!?…" or not region.closed):
                self.found.append(Attribution((region[:2],), None, None, 0.5, "loose-quote"))


def find_attributions(layout: Layout, paragraphs: Iterable[int] | None = None) -> list[Attribution]:
    """Everything that the rules find in a text, or in some of its paragraphs, in reading order."""
    found: list[Attribution] = []
    for number in range(len(layout.paragraphs)) if paragraphs is None else paragraphs:
        if not layout.skipped[number]:
            found.extend(_Paragraph(layout, number).find())
    return found
