"""Which mentions of an article are one person: full names, last names, pronouns and nouns such as "the senator"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from searchidx.model import Span
from searchidx.tagging.names.first_names import Gender, fold_name, is_first_name, is_ordinary_word
from searchidx.tagging.names.person_name import PersonName, parse_person_name
from searchidx.tagging.names.places import is_place
from searchidx.tagging.names.titles import GENDERED, HEADLINE_VERBS, ROLES, TITLES

__all__ = ["Mention", "Person", "Persons"]

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_APPOSITION = re.compile(r",? (?:who (?:is|was) |as )?(?:(?:an?|the|its|their|his|her) )?([^.;:“”\"\n]{0,90})")
_APPOSED_BEFORE = re.compile(
    r"\b(?:the|an?|his|her|their|its|whose)\s((?:[\w’'-]+ ){0,4}[\w-]+)(?:, | )$", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
# What speaks for a person being meant by a pronoun; one paragraph apart, or 400 characters, costs 1.
_FIRST_IN = 0.5
_SPOKE_BEFORE = 1.2
_QUOTED = 3.0
_PER_MENTION, _MOST_COUNTED = 0.15, 6
_SENTENCE_BREAK = re.compile(r"\n|[.!?][”\"’']?[ \u00a0](?=[A-Z“\"])")
_FEMININE = frozenset(("she", "her", "hers", "herself"))
_LONGEST_LABEL = 4
_LOWER = re.compile(r"\b[a-z]{3,}\b")
_TITLES_BEFORE = 60
_MENTIONS_BACK = 60
_PARAGRAPHS_BACK = 12


@dataclass(slots=True)
class Person:
    """One person of an article."""

    name: PersonName
    """The fullest form that the article prints."""
    forms: Counter[PersonName] = field(default_factory=Counter)
    votes: Counter[Gender] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    """Nouns that the article calls the person by: senator, spokesman."""
    mentions: int = 0

    @property
    def gender(self) -> Gender | None:
        """What most of the evidence says; None without any."""
        top = self.votes.most_common(2)
        return None if not top or (len(top) == 2 and top[0][1] == top[1][1]) else top[0][0]

    @property
    def canonical(self) -> str:
        """The name to show: the form printed most often among those that hold a given and a family name."""
        full = [form for form in self.forms if len(form.words) > 1 and form.key[0] == self.name.key[0]]
        same = [form for form in full if form.key[-1] == self.name.key[-1]]
        if not same:
            return self.name.text
        return max(same, key=lambda form: (len(form.words[0]) > 2, self.forms[form])).text


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named."""

    start: int
    end: int
    name: PersonName
    person: Person


class Persons:
    """The persons of one text.

    spans: where persons are named, in order, without overlap (a title may be inside or before a span).
    """

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self._newlines = [m.start() for m in re.finditer("\n", text)]
        self.all: list[Person] = []
        self._by_word: dict[str, list[tuple[int, Person]]] = defaultdict(list)
        named = self._without_verbs([(span, name) for span in spans if (name := self._named(span))])
        for (start, _), name in named:
            if len(name.words) > 1:
                self._add_full(name, start)
        self._index()
        self.mentions: list[Mention] = []
        self._last: dict[int, int] = {}
        for (start, end), name in named:
            person = self._person_for(name, start)
            person.forms[name] += 1
            person.mentions += 1
            self._last[id(person)] = start
            self.mentions.append(Mention(start, end, name, person))
        self._starts = [mention.start for mention in self.mentions]
        for mention in self.mentions:
            self._learn(mention)
        self._learn_from_pronouns()
        ends = [0, *(mention.end for mention in self.mentions)]
        self._prominence = [self._prominence_of(m, end) for m, end in zip(self.mentions, ends, strict=False)]

    # Building

    def _named(self, span: Span) -> PersonName | None:
        name = parse_person_name(self.text[span[0] : span[1]])
        if name is None:
            return None
        titles: list[str] = []
        before = self.text[max(0, span[0] - _TITLES_BEFORE) : span[0]].rpartition("\n")[2]
        for word in reversed(before.split()):
            title = fold_name(word).rstrip(".")
            if title not in TITLES:
                break
            titles.insert(0, title)
        return PersonName(name.words, (*titles, *name.titles), name.suffix) if titles else name

    def _without_verbs(self, named: list[tuple[Span, PersonName]]) -> list[tuple[Span, PersonName]]:
        """Names without the words that a headline adds: "Graham Says" is Graham where the text also prints "says"."""
        count = Counter(name.key for _, name in named)
        doubtful = [name for _, name in named if len(name.key) > 1 and count[name.key] == 1]
        if not doubtful:
            return named
        words = set(_LOWER.findall(self.text))
        shorter: dict[PersonName, PersonName] = {}
        for name in doubtful:
            kept = len(name.key)
            while kept > 1 and name.key[kept - 1] in words | HEADLINE_VERBS and name.key[: kept - 1] in count:
                kept -= 1
            if kept < len(name.key):
                shorter[name] = PersonName(name.words[:kept], name.titles)
        return [(span, shorter.get(name, name)) for span, name in named]

    def _add_full(self, name: PersonName, start: int) -> None:
        seen: set[int] = set()
        for word in {name.key[0], name.key[-1]}:
            for _, person in self._by_word[word]:
                if id(person) in seen:
                    continue
                seen.add(id(person))
                if person.name.suffix == name.suffix and (name.matches(person.name) or person.name.matches(name)):
                    if len(name.key) > len(person.name.key) or _initials(name) < _initials(person.name):
                        person.name = name
                        for new in set(name.key):
                            self._by_word[new].append((start, person))
                    return
        person = Person(name)
        self.all.append(person)
        for word in {*name.key, name.key[-1].partition("-")[0]}:
            self._by_word[word].append((start, person))

    def _index(self) -> None:
        for entries in self._by_word.values():
            entries.sort(key=lambda entry: entry[0])

    def _person_for(self, name: PersonName, start: int) -> Person:
        entries = [entry for word in (name.key[-1], name.key[0]) for entry in self._by_word.get(word, ())]
        if len(name.words) > 1:
            for _, person in entries:
                if person.name.suffix == name.suffix and (name.matches(person.name) or person.name.matches(name)):
                    return person
        else:
            entries = entries[: len(entries) // 2]
            told: Gender | None = next((GENDERED[title] for title in name.titles if title in GENDERED), None)
            best, best_rank = None, (-1, -1, -1, -1)
            for first, person in entries:
                if (
                    not name.suffix
                    and person.name.suffix
                    and any(other.name.key == person.name.key and not other.name.suffix for _, other in entries)
                ):
                    continue
                if told and person.name.gender and person.name.gender != told:
                    continue
                family = int(person.name.key[-1] == name.key[0] or bool(name.titles))
                full = sum(number for form, number in person.forms.items() if len(form.words) > 1)
                latest = self._last.get(id(person), -1)
                rank = (family, int(latest >= 0), full, latest if latest >= 0 else -first)
                if best is None or rank > best_rank:
                    best, best_rank = person, rank
            if best is not None:
                return best
        person = Person(name)
        self.all.append(person)
        for word in set(name.key):
            self._by_word[word].append((start, person))
        return person

    def _learn(self, mention: Mention) -> None:
        person = mention.person
        full = len(mention.name.words) > 1 and not any(title in GENDERED for title in mention.name.titles)
        if full and (gender := mention.name.gender):
            person.votes[gender] += 2
        for title in mention.name.titles:
            if title in GENDERED:
                person.votes[GENDERED[title]] += 3
            if title in ROLES:
                person.roles.add(title)
        if len(mention.name.words) == 1 and not mention.name.titles:
            return
        after = _APPOSITION.match(self.text, mention.end)
        if after and self.text[mention.end : mention.end + 1] == ",":
            for word in _WORD.findall(after.group(1).lower())[:12]:
                if word in (
                    "and",
                    "who",
                    "which",
                    "of",
                    "for",
                    "at",
                    "in",
                    "to",
                    "said",
                    "says",
                    "told",
                    "that",
                    "from",
                ):
                    break
                if word in ROLES:
                    person.roles.add(word)
                    if word in GENDERED:
                        person.votes[GENDERED[word]] += 2
        before = _APPOSED_BEFORE.search(self.text, max(0, mention.start - 60), mention.start)
        if before:
            role = before.group(1).lower().split()[-1]
            if role in ROLES:
                person.roles.add(role)
                if role in GENDERED:
                    person.votes[GENDERED[role]] += 2

    def _learn_from_pronouns(self) -> None:
        """A person of unknown gender takes that of a pronoun that follows closely, with nobody else named between."""
        for number, mention in enumerate(self.mentions):
            if mention.person.gender is not None:
                continue
            limit = min(mention.end + 160, len(self.text))
            if number + 1 < len(self.mentions):
                limit = min(limit, self.mentions[number + 1].start)
            if match := _PRONOUN.search(self.text, mention.end, limit):
                mention.person.votes["f" if match.group(1).lower() in _FEMININE else "m"] += 1

    def _prominence_of(self, mention: Mention, previous: int) -> float:
        """1 for a name that begins a sentence or paragraph, half for the first name of one, less for a possessive."""
        before = self.text[max(0, mention.start - 2) : mention.start]
        value = 1.0 if mention.start == 0 or before.endswith("\n") or before in (". ", "” ", '" ') else 0.0
        if not value and _SENTENCE_BREAK.search(self.text, max(previous, mention.start - 300), mention.start):
            value = _FIRST_IN
        return value - 1.0 if self.text[mention.end : mention.end + 2] in ("'s", "’s") else value

    # Asking

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie in or touch a stretch of the text."""
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self.mentions[first].end <= start:
            first += 1
        return self.mentions[first : bisect_left(self._starts, end)]

    def before(self, at: int) -> list[Mention]:
        """The nearest mentions before a character, nearest first; a bounded number."""
        last = bisect_left(self._starts, at)
        return self.mentions[max(0, last - _MENTIONS_BACK) : last][::-1]

    def _paragraphs_between(self, start: int, end: int) -> int:
        return bisect_left(self._newlines, end) - bisect_left(self._newlines, start)

    def of_pronoun(
        self, at: int, pronoun: str, speakers: Sequence[tuple[int, Person]], quoted: Callable[[int], bool]
    ) -> Person | None:
        """Whom "he" or "she" at a character means, by gender, recency, prominence and who spoke before.

        speakers: earlier speakers with the character where each was named; quoted: whether a character is in quotes.
        """
        want: Gender = "f" if pronoun.lower() in _FEMININE else "m"
        scores: dict[int, tuple[float, Person]] = {}
        seen: Counter[int] = Counter()
        genders: dict[int, Gender | None] = {}
        last = bisect_left(self._starts, at)
        for number in range(last - 1, max(-1, last - 1 - _MENTIONS_BACK), -1):
            mention = self.mentions[number]
            apart = self._paragraphs_between(mention.start, at)
            if apart > 2 * _PARAGRAPHS_BACK:
                break
            person = mention.person
            seen[id(person)] += 1
            if id(person) not in genders:
                genders[id(person)] = person.gender
            gender = genders[id(person)]
            if gender not in (want, None):
                continue
            score = self._prominence[number] - apart - (at - mention.start) / 400 - (gender is None)
            if quoted(mention.start):
                score -= _QUOTED
            if id(person) not in scores or score > scores[id(person)][0]:
                scores[id(person)] = (score, person)
        for position, person in speakers:
            if position < at and id(person) in scores:
                unknown = genders[id(person)] is None
                score = _SPOKE_BEFORE - self._paragraphs_between(position, at) - (at - position) / 400 - unknown
                if score > scores[id(person)][0]:
                    scores[id(person)] = (score, person)
        best = max(
            scores.items(), key=lambda item: item[1][0] + _PER_MENTION * min(_MOST_COUNTED, seen[item[0]]), default=None
        )
        return best[1][1] if best else None

    def adopted(self, start: int, words: str) -> Person | None:
        """The person of a bare name that was not known to be one: "Obama", "Mr Obama"; None where it is no first name.

        Many family names are attested as first names as well, so that this tells names from other words.
        """
        name = self._named((start, start + len(words)))
        if name is None or len(name.words) != 1 or not name.words[0][0].isupper():
            return None
        word = name.words[0]
        if not name.titles and (not is_first_name(word) or is_ordinary_word(word) or is_place(word)):
            return None
        if name.key[0] in ROLES:
            return None
        return self._person_for(name, start)

    def called(self, words: str) -> Person | None:
        """The person whom a bare name in capitals or initials means, as interviews print them: "SMITH", "A. D.-T."."""
        name = parse_person_name(words)
        if name is None or not words.isupper() or len(name.words) > _LONGEST_LABEL:
            return None
        initials = "".join(c for c in fold_name(words) if c.isalnum())
        for person in self.all:
            if name.key == person.name.key[-len(name.key) :]:
                return person
        for person in self.all:
            if len(initials) > 1 and initials == "".join(part[:1] for w in person.name.key for part in w.split("-")):
                return person
        return None

    def of_role(self, at: int, words: Sequence[str]) -> Person | None:
        """Whom a noun such as "the senator" at a character means: the latest person whom the article calls so."""
        roles = [word for word in words if word in ROLES]
        if not roles:
            return None
        for mention in self.before(at):
            if roles[-1] in mention.person.roles:
                return mention.person
        return None


def _initials(name: PersonName) -> int:
    return sum(len(word) == 1 for word in name.key)
