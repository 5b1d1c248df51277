"""What an article calls its persons by: "Ann Lee, 46, a retired skipper" gives the noun "skipper" and the age."""

from __future__ import annotations

import functools
import re
from collections.abc import Set
from typing import NamedTuple

from searchidx.tagging.names.first_names import Gender, fold_name
from searchidx.tagging.names.titles import ADDRESSES, GENDERED, HONORIFICS, ROLES

__all__ = [
    "Description",
    "age_in",
    "compared",
    "description_of",
    "gender_of_noun",
    "head_words",
    "is_person_noun",
    "kinds_among",
    "may_mean_person",
    "means",
    "noun_of_title",
]

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
_CLAUSE_ENDS = re.compile(r"[.;:“”\"\n()—–]")
_CLAUSE_MARKS = '.;:“”"\n()—–'
_AFTER_COMMA = re.compile(r", (?:(?:aged )?(\d{1,3})(?: years old)?(?:,|(?= )|$))?\s*")
_COPULA = re.compile(
    r",? (?:who )?(?:is|was|became|works as|worked as|serves as|as) (?=an? |the |its |their |his |her )"
)
_AGED = re.compile(r"\b(\d{1,3})-year-old\b")
_DETERMINERS = frozenset("a an the its his her their our my this that own also now then once both".split())
_DETERMINING = frozenset("the a an his her their its whose".split())
_STOPS = frozenset(
    """of for at in on from with to by who which that whose where when while since after before and or but as than
    said says told tells is was are were has had have he she it they under over against between into near""".split()
)
_NO_NOUNS = _STOPS | _DETERMINERS | frozenset("not including like because if so when what why how added say".split())
_AGENT = re.compile(r"\w{3,}(?:er|or|ist|ian|man|woman|maker|keeper)|\d+-year-old|\w+-of-\w+")
_THINGS = frozenset(
    """letter order paper newsletter newspaper dossier poster banner trailer chapter register list answer number tower
    chamber river power error floor folder filter border water summer winter weather matter sticker thriller monitor
    sensor center flyer disclaimer barometer printer computer server browser tracker helicopter tanker ferry liner
    reactor motor mirror timer reminder offer blister cancer cover dinner fever fiber fibre layer manner other quarter
    rather silver whether former latter""".split()
)
"""Words with the ending of one who does something, for what is no person."""
_PEOPLES = frozenset(
    """pole swede dane finn turk briton scot spaniard greek czech serb croat kurd afghan korean israeli pakistani iraqi
    frenchman dutchman argentine filipino american australian canadian german mexican european african italian russian
    ukrainian norwegian belgian austrian brazilian chilean colombian peruvian cuban egyptian syrian iranian indian
    nigerian ghanaian kenyan ethiopian tunisian algerian hungarian romanian bulgarian armenian georgian malaysian
    indonesian englishman welshman irishman scotsman republican democrat conservative socialist liberal""".split()
)
"""Nouns for members of peoples and parties, printed with a capital."""
_POSTS = frozenset("centre center model regulator".split())
"""Nouns among the roles that mean something else more often."""
_PERSONS_TOO = _PEOPLES | frozenset(
    """shepherd landlord landlady maestro soprano tenor guard sophomore mum mom dad gran granny nan grandad grandma
    grandpa cook monk nun cleric inmate convict laureate champion star veteran cop medic rebel warlord militant chief
    advocate counsel apprentice athlete rookie captain tenant patient native islander constable alderwoman politician
    pundit youth newcomer visitor vicar curate sheriff recruit pupil undergraduate debutant debutante starlet
    lady gentleman girlfriend boyfriend lad teen""".split()
)
"""Nouns for persons, besides those among the titles and those with the ending of one who does something."""
_BESIDE_A_NOUN = HONORIFICS | frozenset("engr eng hon alhaji alhaja sir dame datuk dato tan sri ing maj gen".split())
"""Titles that stand between a noun and a name: "the minister, Dr Ann Lee"."""
_SAME = {"gop": "republican", "democrat": "democratic", "tory": "conservative"}
_KINDS = _PEOPLES | frozenset(
    """democratic libertarian labour green communist independent french british english scottish welsh irish spanish
    polish swedish danish finnish turkish portuguese chinese japanese dutch swiss thai vietnamese lebanese""".split()
)
_SHORT_TITLES = dict(
    entry.split("=")
    for entry in """gov=governor sen=senator rep=representative prof=professor gen=general col=colonel lt=lieutenant
    sgt=sergeant capt=captain rev=reverend dr=doctor insp=inspector supt=superintendent det=detective cllr=councillor
    amb=ambassador maj=major engr=engineer ing=engineer fr=priest pc=constable ins=inspector hon=lawmaker
    mp=lawmaker mep=lawmaker sheikh=cleric brig=brigadier adm=admiral cmdr=commander sec=secretary""".split()
)
_MEMBERS = {
    "politician": "senator representative congressman congresswoman governor president premier chancellor minister "
    "mayor mp lawmaker councillor deputy leader secretary peer assemblyman assemblywoman delegate candidate nominee",
    "lawmaker": "senator representative congressman congresswoman mp deputy assemblyman assemblywoman delegate peer",
    "peer": "baroness lord lady baron",
    "nominee": "candidate",
    "officer": "constable sergeant inspector detective superintendent lieutenant captain commander colonel major "
    "sheriff",
    "detective": "inspector",
    "cleric": "bishop archbishop cardinal pope imam rabbi priest pastor ayatollah reverend vicar canon mullah maulana",
    "prelate": "bishop archbishop cardinal",
    "pastor": "reverend",
    "priest": "reverend canon vicar",
    "lawyer": "attorney solicitor barrister counsel advocate prosecutor",
    "attorney": "lawyer",
    "doctor": "surgeon physician cardiologist oncologist psychiatrist paediatrician pediatrician virologist dr medic",
    "medic": "doctor surgeon physician paramedic nurse",
    "scientist": "biologist physicist chemist geologist astronomer ecologist zoologist botanist virologist "
    "epidemiologist researcher",
    "researcher": "scientist professor biologist physicist chemist geologist ecologist",
    "academic": "professor historian lecturer scholar economist",
    "writer": "author novelist poet playwright screenwriter columnist essayist journalist",
    "author": "novelist writer poet historian",
    "journalist": "reporter correspondent editor columnist presenter broadcaster anchor",
    "reporter": "journalist correspondent",
    "artist": "painter sculptor photographer singer musician",
    "musician": "singer guitarist drummer pianist violinist composer rapper frontman conductor cellist",
    "star": "actor actress singer rapper striker midfielder",
    "player": "striker midfielder defender goalkeeper winger forward quarterback captain skipper guard pitcher batsman "
    "bowler footballer fullback",
    "footballer": "striker midfielder defender goalkeeper winger forward captain",
    "athlete": "runner sprinter swimmer cyclist boxer wrestler skier",
    "goalkeeper": "keeper",
    "keeper": "goalkeeper",
    "boss": "manager coach director executive ceo",
    "manager": "coach",
    "executive": "ceo",
    "ceo": "executive",
    "businessman": "entrepreneur tycoon billionaire investor founder",
    "businesswoman": "entrepreneur billionaire investor founder",
    "entrepreneur": "founder businessman businesswoman",
    "diplomat": "ambassador envoy consul",
    "monarch": "king queen",
    "campaigner": "activist",
    "activist": "campaigner",
    "engineer": "engr",
}
_WIDEST = 110
_SHORTEST_COMPOUND = 6
_LONGEST_PHRASE = 9
_LONGEST_ADJACENT = 5


def is_person_noun(word: str) -> bool:
    """Whether a noun in lower case means one person: "teacher", "brother", "67-year-old"."""
    if word in _POSTS:
        return False
    return word in ROLES or word in _PERSONS_TOO or (word not in _THINGS and _AGENT.fullmatch(word) is not None)


@functools.lru_cache(maxsize=1)
def _wider() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for wide, members in _MEMBERS.items():
        for member in members.split():
            found.setdefault(member, set()).add(wide)
    return {member: frozenset(wide) for member, wide in found.items()}


@functools.lru_cache(maxsize=16384)
def means(noun: str, role: str) -> bool:
    """Whether a noun is also said of who is called by another: "doctor" of a surgeon; "surgeon" of a neurosurgeon and
    the other way round, but not "father" of a grandfather.
    """
    if noun in _wider().get(role, ()):
        return True
    shorter, longer = sorted((noun, role), key=len)
    return len(shorter) >= _SHORTEST_COMPOUND and longer.endswith(shorter) and shorter not in GENDERED


def gender_of_noun(noun: str) -> Gender | None:
    """The gender that a noun in lower case tells: "mother-of-two", "policewoman"."""
    word = noun.partition("-of-")[0]
    if word in GENDERED:
        return GENDERED[word]
    if word.endswith("woman"):
        return "f"
    return "m" if word.endswith("man") and not word.endswith(("german", "human", "roman")) else None


class Description(NamedTuple):
    """Nouns and further words by which a place of the text describes a person, and the age that it gives."""

    heads: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """As `compared` gives them."""
    age: str | None = None


def head_words(phrase: str) -> list[str]:
    """The words of a noun phrase up to its head, without accents: "former head of parks" gives former, head."""
    found: list[str] = []
    for match in _WORD.finditer(phrase):
        word = match.group()
        if word in _STOPS or len(found) == _LONGEST_PHRASE or "," in phrase[: match.start()]:
            break
        if found or word.lower() not in _DETERMINERS:
            found.append(word.removesuffix("’s").removesuffix("'s"))
    return found


def may_mean_person(head: str) -> bool:
    """Whether the head of a noun phrase, as printed, may mean a person: "senator", "the Minister", "the Dane"; not
    "ministries" or "Coast Guard".
    """
    word = fold_name(head)
    if word in _POSTS or (word.endswith("s") and not word.endswith("ss")):
        return False
    return head.islower() or not head.isalpha() or word in ROLES or word in _PEOPLES


def compared(word: str) -> str:
    """A word of a description as it is compared: in lower case, without accents, parties by one name."""
    word = fold_name(word)
    return _SAME.get(word, word)


def kinds_among(words: Set[str]) -> Set[str]:
    """The words that say to which party or people somebody belongs; whoever is of one is of no other."""
    return words & _KINDS


def age_in(words: str) -> str | None:
    """The age that "the 67-year-old" tells."""
    match = _AGED.search(words)
    return match.group(1) if match else None


def noun_of_title(title: str) -> str:
    """The noun for whom a title is given: "governor" for gov."""
    return _SHORT_TITLES.get(title, title)


def description_of(text: str, start: int, end: int, titles: tuple[str, ...]) -> Description:
    """How the text describes the person who is named in `text[start:end]`: before, after, and by titles."""
    heads = set(map(noun_of_title, titles))
    words: set[str] = set()
    age: str | None = None
    previous = text[start - 2 : start - 1] if start > 1 else ""
    phrases: list[list[str]] = []
    if previous and (titles or previous.islower() or previous in ",." or previous.isdigit()):
        before = text[max(0, start - _WIDEST) : start]
        stop = max(before.rstrip(". ").rfind(mark) for mark in _CLAUSE_MARKS)
        before = before[stop + 1 :]
        age = age_in(before[-40:]) if "-year" in before else None
        phrases.append(_phrase_before(before))
    if text[end : end + 1] in (",", " "):
        phrases.append(_phrase_after(text, end))
        if age is None and (after := _AFTER_COMMA.match(text, end)):
            age = after.group(1)
    for phrase in phrases:
        if phrase:
            words.update(map(compared, phrase))
            heads.add(fold_name(phrase[-1]))
    return Description(frozenset(heads), frozenset(words), age)


def _phrase_before(before: str) -> list[str]:
    """The noun phrase that ends before a name: "the mayor of Altvik, Dr ", "Minister of Power ", "retired skipper "."""
    words = before.split()
    while words and fold_name(words[-1]).rstrip(".") in _BESIDE_A_NOUN:
        words.pop()
    if not words:
        return []
    if words[-1].endswith(","):
        for number in range(len(words) - 2, max(-1, len(words) - 2 - _LONGEST_PHRASE), -1):
            word = words[number]
            if word.endswith(","):
                return []
            if word.lower() in _DETERMINING or word.endswith(("’s", "'s")):
                return head_words(" ".join(words[number + 1 :]).rstrip(","))
        return []
    if words[-1][0].isupper() and len(words) > 1:
        return _office(words) or _titled(words)
    if not _is_noun(words[-1]):
        return []
    first = len(words) - 1
    while first and len(words) - first < _LONGEST_ADJACENT and words[first - 1] not in _NO_NOUNS:
        if not words[first - 1][-1].isalnum():
            break
        first -= 1
    return words[first:]


def _office(words: list[str]) -> list[str]:
    """The office before "of" where the words end with one: "on Monday Vice-Minister of Energy"."""
    at = len(words) - 1
    while at > 0 and (words[at][0].isupper() or words[at] in ("and", "the")):
        at -= 1
    first = at
    while first > 0 and words[first - 1][0].isupper() and words[first - 1][-1].isalnum():
        first -= 1
    return words[first:at] if words[at] in ("of", "for") else []


def _titled(words: list[str]) -> list[str]:
    """A title at the end with the capitalised words before it: "then Blåvik Lines CEO" gives Blåvik, Lines, CEO."""
    if fold_name(words[-1]).rstrip(".") not in ADDRESSES:
        return []
    first = len(words) - 1
    while first > 0 and len(words) - first < _LONGEST_ADJACENT and words[first - 1][0].isupper():
        if not words[first - 1][-1].isalnum():
            break
        first -= 1
    return words[first:]


def _phrase_after(text: str, end: int) -> list[str]:
    """The noun phrase that follows a name: ", 46, a retired skipper", " is the mayor of"."""
    begin = _AFTER_COMMA.match(text, end) if text[end] == "," else _COPULA.match(text, end)
    begin = (_COPULA.match(text, end) if text.startswith(", who ", end) else None) or begin
    if begin is None:
        return []
    stop = _CLAUSE_ENDS.search(text, begin.end(), begin.end() + _WIDEST)
    phrase = text[begin.end() : stop.start() if stop else begin.end() + _WIDEST]
    found = head_words(phrase)
    return found if found and found[-1].islower() and _is_noun(found[-1]) else []


def _is_noun(word: str) -> bool:
    """Whether a word before or after a name may be a noun that describes the person; wrong ones do little harm."""
    if word in _NO_NOUNS or word.lower().strip(".") in HONORIFICS or not word[-1].isalpha():
        return False
    return is_person_noun(word) or not word.endswith(("ed", "ing", "self", "ly"))
