"""Mentions of persons by rules alone: runs of capitalised words with a first name or a title."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set

from searchidx.model import Span
from searchidx.tagging.names.first_names import first_name_group, fold_name, is_first_name, is_ordinary_word
from searchidx.tagging.names.places import is_place
from searchidx.tagging.names.titles import HEADLINE_VERBS, HONORIFICS, ROLES, SUFFIXES, TITLES

__all__ = ["NOT_PERSONS", "ORGANIZATION_WORDS", "WIDELY_ATTESTED", "find_persons", "in_headline", "with_family_names"]

_Word = tuple[int, int, str]
"""Start, end and the characters between them."""

LEADS = frozenset(
    """democrat republican democratic gop president senator candidate former sen rep gov mr mrs ms dr sir lord lady
    prof professor minister chancellor judge justice gen col lt capt sgt mayor governor secretary""".split()
)
"""Words that an automatic tagger of names tends to take into a name."""
_BEFORE_FAMILY_NAMES = HONORIFICS | frozenset(
    "sen rep gov gen lt col sgt capt president minister senator chancellor".split()
)
_BEGUN = r"[^\W\d_a-z](?:\.(?:[A-Z]\.)*(?=[ ]?[A-Z])|\w*(?:[’'\-][^\W\d_]\w*)*)"
_CAPITALISED = rf"(?:al-|el-|d[’'])?{_BEGUN}"
_PARTICLE = (
    r"(?:de|da|do|dos|das|des|del|della|dei|di|du|la|le|el|al|bin|binte|binti|bint|ibn|van|von|vom|der|den|ter|ten|zu|zur"
    r"|af|y|e)"
)
_SINGLE = re.compile(r"(?<![\w’'-])[^\W\d_a-z]\w*(?:[-’'][^\W\d_]\w+)*")
_LEAD = re.compile(r"(?:(?:" + "|".join(sorted(LEADS)) + r")\b\.?[ \u00a0]+)+", re.IGNORECASE)
_NAME_GOES_ON = re.compile(r"[ \u00a0](?=[A-Z])(?!(?:I|And|But|The)\b)")
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]+) $")
_PARTICLE_AFTER = re.compile(rf"(?:[ \u00a0]{_PARTICLE}){{1,3}}[ \u00a0]{_CAPITALISED}(?![\w’'-])")
_PARTICLE_FIRST = re.compile(r"(?:bin|bint|ibn|binti|van|von|de|da|dos|di|del|al-)\b")
_GIVEN_OF_TWO = re.compile(r"[A-Z][a-z]+-[a-z]{2,}")
"""A given name that follows a family name: "Ki-moon"."""
_INITIALS_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z]\.[ \u00a0]?){2,3}$|(?:(?m:^)|(?<=[“\"]))[A-Z]\.[ \u00a0]?$")
_INITIAL_BEFORE = re.compile(r"(?<!\w)[A-Z]\.[ \u00a0]?$")
_AFTER_INITIAL = re.compile(r"\.[ \u00a0]?[A-Z][\w’'-]+")
_CUT_SHORT = re.compile(rf"(?:\S+[ \u00a0])*(?:(?i:{_PARTICLE})|(?<=[ \u00a0])[A-Z]\.?)")
_REST = re.compile(rf"\.?[ \u00a0]({_CAPITALISED})(?![\w’'-])")
_GIVEN_BEFORE = re.compile(rf"(?<![\w’'-])(?:{_CAPITALISED} ){{1,2}}$")
_CUT_OFF = re.compile(r"[’'-](?!(?:s|re|ve|ll|d|m|t|led|era|style|backed)\b)\w+|(?<=[\w’'-])\w+")
_FAMILY_AFTER = re.compile(r"[ \u00a0]([A-Z][a-z][\w-]+)(?![\w’'-])")
_INSIDE_NAME = re.compile(rf"[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,3}}|[ \u00a0][“\"‘']\w{{2,15}}[”\"’'][ \u00a0]")
_BEFORE = re.compile(r"(\w+)\.?[ \u00a0]$")
_SPACED = re.compile(r"\S+")
_ARTICLES = frozenset(("The", "the"))
_MOST_WIDENED = 2
_LONGEST_HEADLINE = 140
_FEW = 100
_SHORTEST_GIVEN = 3
_FARTHEST = 20_000
_ABBREVIATED = frozenset("Ma Mª Sta Sto Wm Chas Geo Jos Thos".split())
"""Short forms of given names that are printed with a full stop."""
_LOWER_SHARE = 0.15
WIDELY_ATTESTED = frozenset("mfu")
"""Groups of first names that many people bear."""
_SENTENCE_START = re.compile(r"(?:^|[.!?]|[\n“”\"(])\s?$")
_NEXT = rf"(?:(?:(?<![^\W_]{{2}})\.)?[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,3}}{_CAPITALISED})"
_RUN = re.compile(rf"{_BEGUN}{_NEXT}{{0,13}}")
_LONG_RUN = re.compile(rf"{_BEGUN}{_NEXT}{{1,13}}")

ORGANIZATION_WORDS = frozenset(
    """times post journal news press university college institute center centre committee party house senate department
    agency council court commission association union bank company corp corporation inc ltd plc group holdings
    network media foundation campaign administration government office board police league church school
    hospital coalition caucus society federation organization organisation club team service services bureau
    ministry congress convention fund project street act tv television radio city county state states united
    national international federal royal airlines airways motors energy oil gas pharma technologies systems
    partners capital museum gallery theatre theater orchestra parliament assembly army navy force forces guard
    cabinet treasury airport station stadium park river lake mountain island islands bay road avenue square hall
    tower bridge cup championship championships games open festival awards prize summit conference report review
    today daily week weekly magazine tribune herald telegraph guardian observer mail mirror express trust
    charity authority alliance movement front brigade regiment district province region republic kingdom
    americans democrats republicans labour conservatives fc afc united rovers wanderers gmbh sa llc llp ag""".split()
)
"""Words that make a capitalised run something else than a person."""

NOT_PERSONS = frozenset(
    """the a an this that these those he she it they we i you his her their its our my your and but or nor for so yet
    if when while as at by in on to from with without after before since although though because however also
    more most many some all no not one two three four five six seven eight nine ten what who why how where which
    here there now then still even just only both each every either neither other others another such than
    according monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december north south east west northern southern eastern western
    central new old next last first second third day night year years week month asked said says told yes no
    well oh okay please thanks thank dear god christmas easter halloween ramadan america american britain
    british england english scotland scottish wales welsh ireland irish france french germany german spain
    spanish italy italian europe european russia russian ukraine ukrainian china chinese japan japanese india
    indian africa african asia asian australia australian canada canadian mexico mexican brazil israel israeli
    iran iranian iraq iraqi syria syrian turkey turkish korea korean london paris berlin moscow washington york
    california texas florida georgia virginia carolina jordan chad kremlin brexit covid internet twitter
    facebook google photo image picture video read watch advertisement subscribe""".split()
)
"""Capitalised words that begin no person's name."""

_NO_PART_OF_NAMES = HEADLINE_VERBS | frozenset(
    """the a an and but or as at by in on to from with without after before since over under into about against amid
    for of off out up than not his her its their this that these those he she it they we i you if when while who what
    why how where which are be been being has have""".split()
)
"""Words in capitals that a headline prints between names."""


def find_persons(text: str, *, full_names_only: bool = False, known: Sequence[Span] = ()) -> list[Span]:
    """The spans of person names, titles left out, in order: full names, names after a title, then their last names.

    known: spans of names, in order and without overlap, in which nothing more is looked for.
    """
    families: set[str] = set()
    persons: list[Span] = []
    single: list[tuple[Span, str]] = []
    for start, words, titled in _runs(text, _LONG_RUN if full_names_only else _RUN, known):
        folded = [fold_name(word).rstrip(".") for _, _, word in words]
        span = (start, words[-1][1])
        names = [word for word in folded if word not in SUFFIXES]
        if len(words) == 1:
            if titled:
                persons.append(span)
                families.add(folded[0])
            else:
                single.append((span, folded[0]))
        elif len(words) <= 5 and not any(word in ORGANIZATION_WORDS for word in folded) and _person_like(names, titled):
            persons.append(span)
            families.add(names[-1])
    persons.extend(span for span, name in single if name in families)
    return sorted(persons)


def _runs(text: str, pattern: re.Pattern[str], known: Sequence[Span]) -> Iterator[tuple[int, list[_Word], bool]]:
    """Runs of capitalised words that may be names, as `_without_lead` gives them."""
    starts = [start for start, _ in known]
    for match in pattern.finditer(text):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= known[at][1]:
            continue
        for piece in _pieces(text, start, end):
            for words in _names_of_headline(text, piece) if len(piece) > 1 else (piece,):
                if found := _without_lead(text, words):
                    yield found


def with_family_names(text: str, persons: Sequence[Span], others: Sequence[Span] = ()) -> list[Span]:
    """The mentions of persons, trimmed and completed, with every further place where a family or given name of a full
    one stands alone.

    others: spans of what is no person, such as organizations; no name is looked for there, but "De Blasio" is one after
        "Bill de Blasio".
    """
    trimmed: list[Span] = []
    families: set[str] = set()
    with_particle: set[str] = set()
    persons = [_widened(text, *span) for span in persons if not _tells_roles(text[slice(*span)])]
    for start, end in _completed(text, _joined(text, persons)):
        lead = _LEAD.match(text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        if text[start:end].endswith(("’s", "'s")):
            end -= 2
        if end > start:
            trimmed.append((start, end))
            words = [word for word in text[start:end].split() if fold_name(word).rstrip(".") not in SUFFIXES]
            if len(words) > 1 and words[-1][0].isupper():
                families.add(words[-1])
                if _tells_a_person(words[0]):
                    families.add(words[0])
                if len(words) > 2 and words[1].islower():
                    with_particle.add(" ".join(words[1:]).lower())
    taken = sorted([*trimmed, *others])
    starts = [start for start, _ in taken]
    further: list[Span] = []
    if with_particle:
        within = {(start + text[start:end].find(" ") + 1, end) for start, end in trimmed}
        further = [span for span in others if span not in within and text[slice(*span)].lower() in with_particle]
    for start, end in _places_of(text, families):
        at = bisect_right(starts, start) - 1
        if (at >= 0 and taken[at][1] > start) or (at + 1 < len(taken) and taken[at + 1][0] < end):
            continue
        if not _NAME_GOES_ON.match(text, end) and not _begun_before(text, start):
            further.append((start, end))
    return sorted([*trimmed, *further])


def _tells_roles(name: str) -> bool:
    """Whether what looks like a name only says what the persons named after it are: "Chefs"."""
    return name.endswith("s") and fold_name(name)[:-1] in ROLES


def _tells_a_person(given: str) -> bool:
    """Whether a given name alone can only be a person's."""
    if len(given) < _SHORTEST_GIVEN or not is_first_name(given) or is_ordinary_word(given):
        return False
    return not is_place(given) and fold_name(given) not in NOT_PERSONS


def _places_of(text: str, families: Set[str]) -> Iterator[Span]:
    """Where a family name stands as a whole word; a few names are looked for one by one, which is faster."""
    if len(families) > _FEW:
        yield from (match.span() for match in _SINGLE.finditer(text) if match.group() in families)
        return
    for family in families:
        start = text.find(family)
        while start >= 0:
            match = _SINGLE.match(text, start)
            if match and match.end() == start + len(family):
                yield match.span()
            start = text.find(family, start + len(family))


def _widened(text: str, start: int, end: int) -> Span:
    """A mention with the first names before it and the particle and family name after it."""
    if _PARTICLE_FIRST.match(text, start, end):
        given = _GIVEN_BEFORE.search(text, max(0, start - 40), start)
        start = given.start() if given else start
    while start < end and not text[start].isalnum():
        start += 1
    if end - start == 1 and (name := _AFTER_INITIAL.match(text, end)):
        end = name.end()
        before = _INITIAL_BEFORE.search(text, max(0, start - 5), start)
    else:
        before = None
        if "." in text[max(0, start - 2) : start]:
            initial = text[start + 1 : start + 2] == "."
            pattern = _INITIAL_BEFORE if initial else _INITIALS_BEFORE
            before = pattern.search(text, max(0, start - 12), start)
    start = before.start() if before else start
    if _GIVEN_OF_TWO.fullmatch(text, start, end) and (before := _WORD_BEFORE.search(text, max(0, start - 24), start)):
        start = before.start(1)
    for _ in range(_MOST_WIDENED):
        before = _WORD_BEFORE.search(text, max(0, start - 24), start)
        word = before.group(1) if before else ""
        if not word or word.lower() in TITLES or fold_name(word) in NOT_PERSONS or is_ordinary_word(word):
            break
        if first_name_group(word) not in WIDELY_ATTESTED:
            break
        start -= len(word) + 1
    if cut := _CUT_OFF.match(text, end):
        end = cut.end()
    if after := _PARTICLE_AFTER.match(text, end):
        end = after.end()
    elif _CUT_SHORT.fullmatch(text, start, end) and (rest := _REST.match(text, end)):
        end = rest.end() if fold_name(rest.group(1)) not in NOT_PERSONS else end
    elif " " not in text[start:end] and (after := _FAMILY_AFTER.match(text, end)):
        family, alone = fold_name(after.group(1)), text[start:end]
        known = first_name_group(alone) in WIDELY_ATTESTED and not is_ordinary_word(alone)
        if known and family not in NOT_PERSONS | ORGANIZATION_WORDS | HEADLINE_VERBS and family not in TITLES:
            end = after.end()
    return start, end


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Mentions without the gaps that cut one name in two: a particle, or a nickname between quotation marks."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start < joined[-1][1] or _goes_on(text, joined[-1], start)):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _completed(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The mentions, a cut one with the rest of a longer name that the text prints elsewhere: "Khin Khin" Win."""
    longer: dict[str, str] = {}
    for start, end in spans:
        name = text[start:end]
        at = name.find(" ")
        while at > 0:
            if len(name) > len(longer.get(name[:at], "")):
                longer[name[:at]] = name
            at = name.find(" ", at + 1)
    reached = 0
    for start, end in spans:
        name = longer.get(text[start:end], "")
        whole = start + len(name)
        if whole > end and text.startswith(name, start) and not text[whole : whole + 1].isalnum():
            end = whole
        if start >= reached:
            yield start, end
        reached = max(reached, end)


def _goes_on(text: str, before: Span, start: int) -> bool:
    """Whether a name goes on after a gap: "Ma. Corazon", "Ann “Nan” Lee"."""
    if _INSIDE_NAME.fullmatch(text, before[1], start):
        return True
    return text[slice(*before)] in _ABBREVIATED and text[before[1] : start] == ". "


def _begun_before(text: str, start: int) -> bool:
    """Whether a capitalised word before a name belongs to it: a first name, or one that no sentence begins with."""
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    if before is None or before.group(1).lower() in LEADS:
        return False
    return is_first_name(before.group(1)) or not _SENTENCE_START.search(
        text, max(0, before.start() - 2), before.start()
    )


def _person_like(names: list[str], titled: bool) -> bool:
    if len(names) < 2 or len(names[-1]) < 2 or names[-1] in NOT_PERSONS:
        return False
    if titled:
        return True
    first = names[0]
    if len(first) == 1 or "." in first:
        return True
    group = first_name_group(first)
    if group and is_ordinary_word(first):
        return group in "mf" and len(names) == 2
    return group != ""


def _pieces(text: str, start: int, end: int) -> Iterator[list[_Word]]:
    """The words of a run of capitalised words; those of a headline are parted where no name goes on."""
    piece: list[_Word] = []
    for match in _SPACED.finditer(text, start, end):
        word = match.group()
        if len(word) > 1 and fold_name(word) in _NO_PART_OF_NAMES and (word.islower() or match.start() > start):
            if piece:
                yield piece
            piece = []
            continue
        owner = word.endswith(("’s", "'s"))
        piece.append((match.start(), match.end() - 2 * owner, word[:-2] if owner else word))
        if owner:
            yield piece
            piece = []
    if piece:
        yield piece


def in_headline(text: str, at: int) -> bool:
    """Whether a character stands in a short line nearly all of whose words begin with a capital, but for small ones."""
    start, end = text.rfind("\n", max(0, at - _LONGEST_HEADLINE), at) + 1, text.find("\n", at, at + _LONGEST_HEADLINE)
    if (start == 0 and at > _LONGEST_HEADLINE) or (end < 0 and at + _LONGEST_HEADLINE < len(text)):
        return False
    words = text[start : end if end >= 0 else len(text)].split()
    words = [word for word in words if len(word) > 2 and word not in _NO_PART_OF_NAMES]
    return sum(word[0].islower() for word in words) <= len(words) * _LOWER_SHARE


def _names_of_headline(text: str, words: list[_Word]) -> Iterator[list[_Word]]:
    """The names in a run of capitalised words, as far as a line in Title Case allows to tell them."""
    if not in_headline(text, words[0][0]):
        yield words
        return
    at = 0
    while at < len(words):
        if first_name_group(words[at][2]) not in WIDELY_ATTESTED or is_ordinary_word(words[at][2]):
            at += 1
            continue
        after = at + 2
        for longer in range(min(len(words), at + 4), at + 1, -1):
            end = words[longer - 1][1]
            with_initial = longer == at + 3 and len(words[at + 1][2].rstrip(".")) == 1
            if with_initial or text.find(text[words[at][0] : end], end, end + _FARTHEST) >= 0:
                after = longer
                break
        yield words[at:after]
        at = after


def _without_lead(text: str, words: list[_Word]) -> tuple[int, list[_Word], bool] | None:
    """The words without leading titles and function words, and whether a title stood before them."""
    titled = False
    if len(words) > 1 and words[0][2] in _ARTICLES and fold_name(words[1][2]).rstrip(".") not in TITLES:
        return None  # "The San Francisco Chronicle"
    while words and fold_name(words[0][2]).rstrip(".") in NOT_PERSONS:
        if len(words) > 1 and len(words[0][2]) == 1 == len(words[1][2]):
            break  # the initials of "A K M Haque"
        words.pop(0)
    while len(words) > 1 and (title := fold_name(words[0][2]).rstrip(".")) in TITLES:
        titled = True
        words.pop(0)
    if not words:
        return None
    before = _BEFORE.search(text, max(0, words[0][0] - 14), words[0][0])
    if before and (title := before.group(1).lower()) in TITLES:
        titled = titled or len(words) > 1 or (before.group(1)[0].isupper() and title in _BEFORE_FAMILY_NAMES)
    return words[0][0], words, titled
