"""Whom a pronoun or a noun means: "she", "the senator", "the 67-year-old"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from searchidx.tagging.names.first_names import Gender, fold_name
from searchidx.tagging.names.persons import FEMININE, Mention, Person, Persons
from searchidx.tagging.names.roles import compared, gender_of_noun, is_person_noun, kinds_among, means

__all__ = ["Reference", "Spoken"]

Spoken = Sequence[tuple[int, Person]]
"""The speakers so far, each with the character where the source stood."""

# What speaks for a person being meant; one paragraph apart, or 400 characters, costs 1.
_FIRST_IN = 0.5
_SPOKE_BEFORE = 1.2
_QUOTED = 3.0
_PER_MENTION, _MOST_COUNTED = 0.15, 6
_PER_CHARACTER = 1 / 400
_MENTIONS_BACK = 60
_PARAGRAPHS_BACK = 24
_MOST_FROM_AFAR = 1.0 + 2 * _PER_MENTION * _MOST_COUNTED
"""A mention so many paragraphs farther than one that scores 0 decides nothing any more."""
_NAMED_ALIKE = 2
_NOUN_PARAGRAPHS_BACK = 4
_OTHERWISE_CALLED = 1.5
_LEAST_NOUN_SCORE = -2.5
_NOUN_MARGIN = 0.6
"""By how much the person that a noun means must lead before others."""
_AGE_MARGIN = 0.1
_SENTENCE_BREAK = re.compile(r"\n|[.!?][”\"’']?[ \u00a0](?=[A-Z“\"])")
_MODIFIED = re.compile(
    r" (?:campaign|administration|spokes\w+|aides?|advis[eo]rs?|supporters?|voters?|team|camp|organization|ally|allies"
    r"|foundation|officials?|rally|rallies|presidency|government|family|era|cabinet|surrogates?|backers?|critics?)\b"
)


class Reference:
    """Resolves pronouns and nouns of one text.

    quoted: whether a character stands between quotation marks.
    """

    def __init__(self, persons: Persons, quoted: Callable[[int], bool]) -> None:
        self.persons = persons
        self._quoted = quoted
        self._known_prominence: dict[int, float] = {}
        self._paragraph = persons.paragraphs_of(mention.start for mention in persons.mentions)

    def _prominence(self, number: int) -> float:
        if number not in self._known_prominence:
            mentions = self.persons.mentions
            before = mentions[number - 1].end if number else 0
            self._known_prominence[number] = self._prominence_of(mentions[number], before)
        return self._known_prominence[number]

    def _prominence_of(self, mention: Mention, previous: int) -> float:
        """1 for a name that begins a sentence or paragraph, half for the first name of one; much less between
        quotation marks, less as a possessive or before a noun.
        """
        text = self.persons.text
        before = text[max(0, mention.start - 2) : mention.start]
        value = 1.0 if mention.start == 0 or before.endswith("\n") or before in (". ", "” ", '" ') else 0.0
        if not value and _SENTENCE_BREAK.search(text, max(previous, mention.start - 300), mention.start):
            value = _FIRST_IN
        if text[mention.end : mention.end + 2] in ("'s", "’s") or _MODIFIED.match(text, mention.end):
            value -= 1.0
        return value - _QUOTED if self._quoted(mention.start) else value

    def pronoun(self, at: int, pronoun: str, spoken: Spoken) -> Person | None:
        """Whom "he" or "she" at a character means, by gender, recency, prominence and who spoke before."""
        scores = self._scores(at, "f" if pronoun.lower() in FEMININE else "m", spoken, _PARAGRAPHS_BACK)
        return max(scores, key=lambda entry: entry[0])[1] if scores else None

    def _scores(self, at: int, want: Gender | None, spoken: Spoken, paragraphs: int) -> list[tuple[float, Person]]:
        """The persons near before a character with their scores, none of another gender than the one wanted."""
        best: dict[int, float] = {}
        counts: dict[int, int] = {}
        people: dict[int, tuple[Person, bool]] = {}
        last = self.persons.number_before(at)
        here = self.persons.paragraph_of(at)
        top = -1e9
        for number in range(last - 1, max(-1, last - 1 - _MENTIONS_BACK), -1):
            mention = self.persons.mentions[number]
            apart = here - self._paragraph[number]
            if apart > paragraphs or top - _MOST_FROM_AFAR + apart > 0:
                break
            person = mention.person
            key = id(person)
            counts[key] = counts.get(key, 0) + 1
            if key not in people:
                gender = person.gender
                if want is not None and gender not in (want, None):
                    continue
                people[key] = (person, want is not None and gender is None)
            score = self._prominence(number) - apart - (at - mention.start) * _PER_CHARACTER - people[key][1]
            if score > best.get(key, -1e9):
                best[key] = score
                top = max(top, score)
        for position, person in spoken:
            key = id(person)
            if position < at and key in best:
                apart = here - self.persons.paragraph_of(position)
                score = _SPOKE_BEFORE - apart - (at - position) * _PER_CHARACTER - people[key][1]
                best[key] = max(score, best[key])
        return [(score + _PER_MENTION * min(_MOST_COUNTED, counts[key]), people[key][0]) for key, score in best.items()]

    def called(self, at: int, words: Sequence[str], age: str | None) -> Person | None:
        """The latest person before a character whom the article calls by a noun, or who has the age.

        words: those of the noun phrase, its head last; what stands before the head decides between two who are called
            alike, party and people above all: the Republican nominee is nobody who is called the Democratic one.
        """
        head, further = fold_name(words[-1]), {compared(word) for word in words[:-1]}
        kinds = kinds_among(further)
        best, found = -1.0, None
        asked: set[int] = set()
        for mention in self.persons.before(at):
            person = mention.person
            if id(person) in asked:
                continue
            asked.add(id(person))
            if age is not None and person.age == age:
                return person
            exact = head in person.roles
            if not exact and not any(means(head, role) for role in person.roles):
                continue
            common = further & person.described
            if kinds and not kinds & common and kinds_among(person.described | person.roles):
                continue
            rank = len(common) + _NAMED_ALIKE * len(kinds & common) + 0.5 * exact
            if rank > best:
                best, found = rank, person
        return found

    def called_later(self, at: int, head: str, until: int) -> Person | None:
        """The first person after a character whom the article calls by a noun, as in "its director said"."""
        for mention in self._after(at, until):
            if head in mention.person.roles:
                return mention.person
        return None

    def introduced_later(self, at: int, head: str, until: int) -> Person | None:
        """Whom an article that begins with "A baker says …" means: the first person whom it names thereafter, by a
        full name, unless it calls that person something else.
        """
        gender = gender_of_noun(head)
        for mention in self._after(at, until):
            person = mention.person
            if len(mention.name.words) < 2 or self._quoted(mention.start) or self.persons.before(at):
                return None
            apart = gender is not None and person.gender not in (gender, None)
            return None if apart or any(map(is_person_noun, person.roles)) else person
        return None

    def _after(self, at: int, until: int) -> Iterator[Mention]:
        first = self.persons.number_before(at)
        for mention in self.persons.mentions[first : first + _MENTIONS_BACK]:
            if mention.start >= until:
                return
            yield mention

    def meant(self, at: int, head: str, age: str | None, spoken: Spoken) -> Person | None:
        """Whom a noun means that the article calls nobody by: the one person who stands out before it."""
        scores = [
            (score - (age is None) * _OTHERWISE_CALLED * any(map(is_person_noun, person.roles)), person)
            for score, person in self._scores(at, gender_of_noun(head), spoken, _NOUN_PARAGRAPHS_BACK)
            if age is None or person.age in (age, None)
        ]
        scores.sort(key=lambda entry: -entry[0])
        if not scores or scores[0][0] < _LEAST_NOUN_SCORE:
            return None
        if len(scores) > 1 and scores[0][0] - scores[1][0] < (_NOUN_MARGIN if age is None else _AGE_MARGIN):
            return None
        return scores[0][1]
