"""Which source and which cue belong to which reported words, by the cost of what lies between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

from searchidx.model import Span
from searchidx.tagging.quotation.layout import Layout

__all__ = ["Link", "link"]

Kind = Literal["source", "cue", "content"]

# Costs, tuned on the development part of PolNeAR.
_PER_CHARACTER = 1 / 60
_PER_PARAGRAPH = 6.0
_PER_SENTENCE = 2.0
_PAST_CUE, _PAST_SOURCE, _PAST_CONTENT = 2.0, 2.0, 0.7
_SOURCE_AFTER_CUE = 0.2
_CUE_TO_SOURCE_MOST = 6.0
_SHARED_SOURCE_MOST = 3.2
_CONTENT_PAST_CONTENT, _CONTENT_PAST_OTHER = 0.8, 1.5
_CONTENT_MOST = 8.0
_EVENTS_BACK = 12

_LABEL = re.compile(r"\s?(?:\([^()\n]{0,40}\))?:\s*")
_SIGNATURE = re.compile(r"[ \u00a0.”\"]{0,4}\n?[ \u00a0]?[―–—-]{1,2}\s?")


class Link(NamedTuple):
    """Reported words with their source and cue."""

    contents: tuple[Span, ...]
    source: Span | None
    cue: Span | None


class _Line:
    """Sources, cues and contents of a text in one line, with the costs between them; lists go by place in the line."""

    def __init__(self, layout: Layout, sources: Sequence[Span], cues: Sequence[Span], contents: Sequence[Span]) -> None:
        self.layout = layout
        kinds: tuple[tuple[Kind, Sequence[Span]], ...] = (("source", sources), ("cue", cues), ("content", contents))
        events = sorted(
            (start, end, kind, number) for kind, spans in kinds for number, (start, end) in enumerate(spans)
        )
        self.kinds = [kind for _, _, kind, _ in events]
        self.numbers = [number for _, _, _, number in events]
        """Of each among those of its kind."""
        self.position = {(kind, number): at for at, (_, _, kind, number) in enumerate(events)}
        self.paragraph = [layout.paragraph_of(start) for start, _, _, _ in events]
        self._starts = [start for start, _, _, _ in events]
        self._ends = [end for _, end, _, _ in events]
        self._last_paragraph = [layout.paragraph_of(end - 1) for end in self._ends]
        self._sentence = [layout.sentence_of(start) for start in self._starts]
        self._last_sentence = [layout.sentence_of(end - 1) for end in self._ends]
        self.before: dict[Kind, list[int]] = {"source": [0], "cue": [0], "content": [0]}
        for kind in self.kinds:
            for other, counts in self.before.items():
                counts.append(counts[-1] + (kind == other))

    def gap(self, low: int, high: int) -> float:
        """The cost of the text between two events; it only grows with the events between."""
        apart = self._starts[high] - self._ends[low]
        if apart <= 0:
            return 0.0
        paragraphs = self.paragraph[high] - self._last_paragraph[low]
        sentences = self._sentence[high] - self._last_sentence[low]
        return apart * _PER_CHARACTER + paragraphs * _PER_PARAGRAPH + sentences * _PER_SENTENCE

    def sentences_between(self, low: int, high: int) -> int:
        """How many sentence ends lie between two events."""
        return self._sentence[high] - self._last_sentence[low]

    def between(self, kind: Kind, low: int, high: int) -> int:
        """How many events of a kind lie strictly between two events."""
        counts = self.before[kind]
        return counts[high] - counts[low + 1]

    def reaches(self, at: int, other: int) -> bool:
        """Whether a link from one event to another passes no heading and at most one paragraph break."""
        here, there = self.paragraph[at], self.paragraph[other]
        return here == there or (abs(there - here) == 1 and self.layout.joined(there, here))


def link(layout: Layout, sources: Sequence[Span], cues: Sequence[Span], contents: Sequence[Span]) -> list[Link]:
    """Link contents to cues and cues to sources; a content without a cue near it stands alone."""
    if not contents:
        return []
    by_layout = _by_layout(layout, sources, contents)
    if by_layout:
        taken = {span for found in by_layout for span in (found.source, *found.contents)}
        within = [(min(f.source, f.contents[0])[0], max(f.source, f.contents[0])[1]) for f in by_layout if f.source]
        sources = [span for span in sources if span not in taken]
        contents = [span for span in contents if span not in taken]
        cues = [cue for cue in cues if not any(start <= cue[0] < end for start, end in _around(within, cue))]
    line = _Line(layout, sources, cues, contents)
    source_of_cue, cue_of_source = _sources_of_cues(line, len(cues))
    contents_of: defaultdict[int, list[Span]] = defaultdict(list)
    alone: list[Span] = []
    for number, content in enumerate(contents):
        cue = _cue_of_content(line, line.position["content", number], source_of_cue, cue_of_source)
        if cue is None:
            alone.append(content)
        else:
            contents_of[cue].append(content)
    links = [
        Link(tuple(spans), sources[source_of_cue[cue]] if cue in source_of_cue else None, cues[cue])
        for cue, spans in contents_of.items()
    ]
    return by_layout + links + [Link((content,), None, None) for content in alone]


def _by_layout(layout: Layout, sources: Sequence[Span], contents: Sequence[Span]) -> list[Link]:
    """What only the layout attributes: interviews ("SMITH: …") and signatures ("…" ― Ann Smith)."""
    starts = [start for start, _ in contents]
    found: list[Link] = []
    used: set[int] = set()
    for source in sources:
        at = bisect_left(starts, source[0])
        paragraph = layout.paragraphs[layout.paragraph_of(source[0])]
        if at and at - 1 not in used and _SIGNATURE.fullmatch(layout.text, contents[at - 1][1], source[0]):
            used.add(at - 1)
            found.append(Link((contents[at - 1],), source, None))
        elif (
            at < len(contents)
            and source[0] - paragraph[0] <= 1
            and contents[at][0] < paragraph[1]
            and _LABEL.fullmatch(layout.text, source[1], contents[at][0])
        ):
            used.add(at)
            found.append(Link((contents[at],), source, None))
    return found


def _around(spans: Sequence[Span], cue: Span) -> Sequence[Span]:
    """The one of the spans, in order, that may hold the cue."""
    at = bisect_right(spans, (cue[0], cue[1] + 1))
    return spans[max(0, at - 2) : at + 1]


def _sources_of_cues(line: _Line, cues: int) -> tuple[dict[int, int], dict[int, int]]:
    candidates: list[tuple[float, int, int]] = []
    for cue in range(cues):
        at = line.position["cue", cue]
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(line.kinds) and line.reaches(at, other):
                low, high = (other, at) if step < 0 else (at, other)
                cost = line.gap(low, high) + _PAST_CUE * line.between("cue", low, high)
                cost += _PAST_SOURCE * line.between("source", low, high)
                cost += _PAST_CONTENT * line.between("content", low, high) + (_SOURCE_AFTER_CUE if step > 0 else 0)
                if cost > _CUE_TO_SOURCE_MOST:
                    break
                if line.kinds[other] == "source":
                    candidates.append((cost, cue, line.numbers[other]))
                other += step
    candidates.sort()
    source_of: dict[int, int] = {}
    cue_of: dict[int, int] = {}
    for _, cue, source in candidates:
        if cue not in source_of and source not in cue_of:
            source_of[cue] = source
            cue_of[source] = cue
    for cue in range(cues):  # "she said … and added …": one source of several cues
        if cue not in source_of:
            shared = _source_in_sentence(line, line.position["cue", cue], source_of)
            if shared is not None:
                source_of[cue] = shared
    for cost, cue, source in candidates:
        if cost > _SHARED_SOURCE_MOST:
            break
        source_of.setdefault(cue, source)
    return source_of, cue_of


def _source_in_sentence(line: _Line, at: int, source_of: dict[int, int]) -> int | None:
    for other in range(at - 1, max(-1, at - 1 - _EVENTS_BACK), -1):
        if line.paragraph[other] != line.paragraph[at] or line.sentences_between(other, at):
            return None
        if line.kinds[other] == "source":
            return line.numbers[other]
        if line.kinds[other] == "cue" and line.numbers[other] in source_of:
            return source_of[line.numbers[other]]
    return None


def _cue_of_content(line: _Line, at: int, source_of: dict[int, int], cue_of: dict[int, int]) -> int | None:
    """The cue of reported words: in their paragraph or the one before; words on a line of their own go on with who
    spoke before, not with who speaks next.
    """
    best, chosen = _CONTENT_MOST, None
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(line.kinds) and line.reaches(at, other):
            if line.paragraph[other] > line.paragraph[at]:
                break
            low, high = (other, at) if step < 0 else (at, other)
            gap = line.gap(low, high)
            if gap - _CONTENT_PAST_OTHER > best:
                break
            kind, number = line.kinds[other], line.numbers[other]
            other += step
            if kind == "content" or (kind == "source" and number not in cue_of):
                continue
            cue = number if kind == "cue" else cue_of[number]
            cost = gap + _CONTENT_PAST_CONTENT * line.between("content", low, high)
            cost += _CONTENT_PAST_OTHER * (line.between("cue", low, high) + line.between("source", low, high))
            # The cue's own source, or the source's own cue, on the way costs nothing.
            if kind == "source":
                cost -= _CONTENT_PAST_OTHER if low < line.position["cue", cue] < high else 0
            elif cue in source_of:
                cost -= _CONTENT_PAST_OTHER if low < line.position["source", source_of[cue]] < high else 0
            if cost <= best and (cost < best or chosen is None):
                best, chosen = cost, cue
    return chosen
