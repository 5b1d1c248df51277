"""Which mentions of an article are one person: full names, last names, titles."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from searchidx.model import Span
from searchidx.tagging.names.certainty import certain_names
from searchidx.tagging.names.first_names import Gender, fold_name, is_first_name, is_ordinary_word
from searchidx.tagging.names.mentions import ORGANIZATION_WORDS
from searchidx.tagging.names.person_name import PersonName, parse_person_name
from searchidx.tagging.names.places import is_place
from searchidx.tagging.names.roles import description_of, gender_of_noun, noun_of_title
from searchidx.tagging.names.titles import ADDRESSES, GENDERED, ROLES

__all__ = ["FEMININE", "Mention", "Person", "Persons"]

FEMININE = frozenset(("she", "her", "hers", "herself"))

_PRONOUN = re.compile(r"\b(he|she|his|himself|herself)\b", re.IGNORECASE)
_PRONOUN_OR_HER = re.compile(r"\b(his|her|he|she)\b")
_CLAUSE_END = re.compile(r"[.;:“”\"\n]|\b(?:said|says|told|added)\b")
_APPOSITION_WITHIN = 70
_LONGEST_LABEL = 4
_TITLES_BEFORE = 60
_MOST_NAMESAKES = 50
"""Of so many people who share a name the first are told apart; it bounds the time that a list of names takes."""
_SHORTEST_IN_HANDLE = 4
_MENTIONS_BACK = 60


@dataclass(slots=True)
class Person:
    """One person of an article."""

    name: PersonName
    """The fullest form that the article prints."""
    forms: dict[PersonName, int] = field(default_factory=dict)
    """How often the article prints each form."""
    roles: set[str] = field(default_factory=set)
    """Nouns that the article calls the person by: senator, spokesman."""
    described: set[str] = field(default_factory=set)
    """All words of these descriptions: former, Senate, spokesman."""
    age: str | None = None
    full_mentions: int = 0
    """Those by more than one name, so far."""
    latest: int = -1
    """Where the latest mention begins, so far."""
    _feminine: int = 0
    """Evidence for a woman less that for a man."""

    def vote(self, gender: Gender, weight: int) -> None:
        """Take evidence for the gender into account."""
        self._feminine += weight if gender == "f" else -weight

    @property
    def gender(self) -> Gender | None:
        """What most of the evidence says; None without any."""
        return "f" if self._feminine > 0 else "m" if self._feminine < 0 else None

    @property
    def canonical(self) -> str:
        """The name to show: the form printed most often among those that hold a given and a family name."""
        if len(self.forms) == 1:
            return self.name.text
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
        named = certain_names(text, [(span, name) for span in spans if (name := self._named(span))])
        for (start, _), name in named:
            if len(name.words) > 1:
                self._add_full(name, start)
        self._index()
        self._called: dict[str, Person | None] = {}
        self.mentions: list[Mention] = []
        of_full: dict[PersonName, Person] = {}
        for (start, end), name in named:
            if len(name.words) == 1:
                person = self._of_one_name(name, start)
            elif (known := of_full.get(name)) is not None:
                person = known
            else:
                person = of_full[name] = self._of_full_name(name, start)
            person.forms[name] = person.forms.get(name, 0) + 1
            person.full_mentions += len(name.words) > 1
            person.latest = start
            self.mentions.append(Mention(start, end, name, person))
        self._starts = [mention.start for mention in self.mentions]
        for mention in self.mentions:
            self._learn(mention)
        self._learn_from_pronouns()

    # Building

    def _named(self, span: Span) -> PersonName | None:
        name = parse_person_name(self.text[span[0] : span[1]])
        if name is None:
            return None
        titles: list[str] = []
        before = self.text[max(0, span[0] - _TITLES_BEFORE) : span[0]].rpartition("\n")[2]
        for word in reversed(before.split()):
            title = fold_name(word).rstrip(".")
            if title not in ADDRESSES:
                break
            titles.insert(0, title)
        return PersonName(name.words, (*titles, *name.titles), name.suffix) if titles else name

    def _add_full(self, name: PersonName, start: int) -> None:
        seen: set[int] = set()
        for word in {name.key[0], name.key[-1]}:
            for _, person in self._by_word[word][:_MOST_NAMESAKES]:
                if id(person) in seen:
                    continue
                seen.add(id(person))
                if _same(name, person.name):
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

    def _of_full_name(self, name: PersonName, start: int) -> Person:
        for word in (name.key[-1], name.key[0]):
            for _, person in self._by_word.get(word, [])[:_MOST_NAMESAKES]:
                if _same(name, person.name):
                    return person
        return self._new(name, start)

    def _of_one_name(self, name: PersonName, start: int) -> Person:
        """The person whom a family or given name alone means: with a title, the one of its gender; else the one of
        whom the text has said the full name most often so far, or is about to say it.
        """
        entries = self._by_word.get(name.key[0], [])[:_MOST_NAMESAKES]
        if len(entries) == 1 and not name.titles:
            return entries[0][1]
        told: Gender | None = next((GENDERED[title] for title in name.titles if title in GENDERED), None)
        if told is None and len(entries) > 1 and {person.name.gender for _, person in entries} >= {"m", "f"}:
            told = self._gender_after(start + len(name.words[0]))
        best, best_rank = None, (-1, -1, -1, -1)
        for first, person in entries:
            if person.name.suffix and any(o.name.key == person.name.key and not o.name.suffix for _, o in entries):
                continue
            if told and person.name.gender not in (told, None):
                continue
            family = int(person.name.key[-1] == name.key[0] or bool(name.titles))
            seen = person.latest >= 0
            rank = (family, int(seen), person.full_mentions, person.latest if seen else -first)
            if best is None or rank > best_rank:
                best, best_rank = person, rank
        return best or self._new(name, start)

    def _gender_after(self, end: int) -> Gender | None:
        """What an apposition after a name tells of its gender: "Lee, 58, who lives with her daughter"."""
        if self.text[end : end + 2] != ", ":
            return None
        stop = _CLAUSE_END.search(self.text, end, end + _APPOSITION_WITHIN)
        match = _PRONOUN_OR_HER.search(self.text, end, stop.start() if stop else end + _APPOSITION_WITHIN)
        return None if match is None else "f" if match.group(1).lower() in FEMININE else "m"

    def _new(self, name: PersonName, start: int) -> Person:
        person = Person(name)
        self.all.append(person)
        for word in set(name.key):
            self._by_word[word].append((start, person))
        return person

    def _learn(self, mention: Mention) -> None:
        """What the words around a name tell of the person: gender, age, and the nouns that it is called by."""
        person, name = mention.person, mention.name
        told = next((GENDERED[title] for title in name.titles if title in GENDERED), None)
        if told:
            person.vote(told, 3)
        elif len(name.words) > 1 and (gender := name.gender):
            person.vote(gender, 2)
        if len(name.words) == 1 and self.text[mention.end : mention.end + 1] != ",":
            person.roles.update(map(noun_of_title, name.titles))
            return
        found = description_of(self.text, mention.start, mention.end, name.titles)
        person.roles |= found.heads
        person.described |= found.words
        person.age = person.age or found.age
        for role in found.heads:
            if role not in name.titles and (gender := gender_of_noun(role)):
                person.vote(gender, 2)

    def _learn_from_pronouns(self) -> None:
        """A person of unknown gender takes that of a pronoun that follows closely, with nobody else named between."""
        for number, mention in enumerate(self.mentions):
            if mention.person.gender is not None:
                continue
            limit = min(mention.end + 160, len(self.text))
            if number + 1 < len(self.mentions):
                limit = min(limit, self.mentions[number + 1].start)
            if match := _PRONOUN.search(self.text, mention.end, limit):
                mention.person.vote("f" if match.group(1).lower() in FEMININE else "m", 1)

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

    def number_before(self, at: int) -> int:
        """How many mentions begin before a character."""
        return bisect_left(self._starts, at)

    def paragraph_of(self, at: int) -> int:
        """How many line breaks stand before a character."""
        return bisect_left(self._newlines, at)

    def paragraphs_of(self, places: Iterable[int]) -> list[int]:
        """See `paragraph_of`, for many."""
        return [bisect_left(self._newlines, at) for at in places]

    def adopted(self, start: int, words: str) -> Person | None:
        """The person of a bare name that was not known to be one: "Obama", "Mr Obama", "Amina Diallo"; None where it
        begins with no first name. Many family names are attested as first names as well, so that this tells names from
        other words.
        """
        name = self._named((start, start + len(words)))
        if name is None or not all(word[0].isupper() for word in (name.words[0], name.words[-1])):
            return None
        first = name.words[0]
        if not name.titles and (not is_first_name(first) or is_ordinary_word(first) or is_place(first)):
            return None
        if name.key[0] in ROLES or any(word in ORGANIZATION_WORDS for word in name.key):
            return None
        return self._of_one_name(name, start) if len(name.words) == 1 else self._of_full_name(name, start)

    def of_handle(self, handle: str) -> Person | None:
        """The person whose family name, or given name and initials, a handle holds: "@NestorM_farm"."""
        if handle not in self._called:
            self._called[handle] = self._held(fold_name(handle))
        return self._called[handle]

    def _held(self, letters: str) -> Person | None:
        for person in self.all:
            given, family = person.name.key[0], person.name.key[-1]
            if len(family) >= _SHORTEST_IN_HANDLE and family in letters:
                return person
            if len(given) >= _SHORTEST_IN_HANDLE and given in letters and len(person.name.key) > 1:
                return person
        return None

    def called(self, words: str) -> Person | None:
        """The person whom a bare name in capitals or initials means, as interviews print them: "SMITH", "A. D.-T."."""
        name = parse_person_name(words)
        if name is None or not words.isupper() or len(name.words) > _LONGEST_LABEL:
            return None
        if words not in self._called:
            self._called[words] = self._labelled(name, "".join(c for c in fold_name(words) if c.isalnum()))
        return self._called[words]

    def _labelled(self, name: PersonName, initials: str) -> Person | None:
        for person in self.all:
            if name.key == person.name.key[-len(name.key) :]:
                return person
        for person in self.all:
            if len(initials) > 1 and initials == "".join(part[:1] for w in person.name.key for part in w.split("-")):
                return person
        return None


def _same(first: PersonName, second: PersonName) -> bool:
    """Whether two full names may be one person's; a daughter who bears her father's whole name is another one."""
    if first.suffix != second.suffix or not (first.matches(second) or second.matches(first)):
        return False
    return first.key[0] == second.key[0] or {first.gender, second.gender} != {"m", "f"}


def _initials(name: PersonName) -> int:
    return sum(len(word) == 1 for word in name.key)
