"""Words that report: verbs of speech, of thought and of attitude in all their forms, and nouns such as "statement"."""

from __future__ import annotations

import functools
import re

from searchidx.model import CueClass

__all__ = ["class_of_cue", "is_passive", "reports", "verb_class", "verb_forms"]

SPEECH_VERBS = """say tell add ask note explain write tweet state argue claim announce declare insist report warn reply
 respond suggest call describe accuse criticize criticise deny acknowledge admit assert allege contend maintain promise
 pledge vow urge mention comment remark observe recall repeat reiterate stress emphasize emphasise predict conclude
 confirm complain quip joke shout yell scream chant sing testify advise answer quote cite blame praise slam blast mock
 propose recommend demand threaten lament concede counter continue post read retweet text email voice disclose reveal
 signal hint imply indicate talk speak discuss address denounce condemn defend dismiss label dub brand challenge
 question inform remind assure swear boast brag refer characterize characterise estimate outline proclaim thank
 apologize apologise invite caution agree disagree dispute refute reject interject retort whisper mutter murmur exclaim
 plead beg bemoan applaud hail laud tout commend congratulate plug object protest clarify elaborate specify underline
 underscore highlight point admonish lambast lambaste chide scold rebuke deride ridicule decry deplore attest affirm
 reaffirm avow profess submit rule find publish cry chuckle laugh sigh shrug muse reflect opine venture volunteer
 recount relate narrate summarize summarise forecast project advocate instruct order command request appeal notify
 guarantee certify caution counsel concur rejoin tease rant gush enthuse grumble moan whine bark snap thunder crow
 gloat jibe jest reason hold portray depict paint charge plead sum tip bill hit stipulate pronounce""".split()

THOUGHT_VERBS = """believe think know feel consider understand realize realise remember suspect assume presume suppose
 guess imagine expect doubt wonder see regard view hear learn find decide determine judge reckon recognize recognise
 anticipate foresee figure conceive deem perceive interpret forget notice discover show prove note hold calculate
 estimate speculate theorize theorise hypothesize""".split()

ATTITUDE_VERBS = """want hope wish like love hate fear worry intend plan prefer support oppose favor favour back endorse
 welcome resent regret desire need seek aim dislike enjoy appreciate admire trust care mind dread crave yearn long
 mean resist refuse agree disagree embrace value respect""".split()

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "speak": "speaks spoke spoken speaking",
    "read": "reads reading",
    "swear": "swears swore sworn swearing",
    "sing": "sings sang sung singing",
    "think": "thinks thought thinking",
    "know": "knows knew known knowing",
    "feel": "feels felt feeling",
    "understand": "understands understood understanding",
    "see": "sees saw seen seeing",
    "hear": "hears heard hearing",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "hold": "holds held holding",
    "mean": "means meant meaning",
    "seek": "seeks sought seeking",
    "plead": "pleads pleaded pled pleading",
    "hit": "hits hitting",
    "foresee": "foresees foresaw foreseen foreseeing",
    "forget": "forgets forgot forgotten forgetting",
    "rule": "rules ruled ruling",
    "put": "puts putting",
    "learn": "learns learned learnt learning",
    "quip": "quips quipped quipping",
    "beg": "begs begged begging",
    "admit": "admits admitted admitting",
    "submit": "submits submitted submitting",
    "refer": "refers referred referring",
    "concur": "concurs concurred concurring",
    "prefer": "prefers preferred preferring",
    "regret": "regrets regretted regretting",
    "plan": "plans planned planning",
    "dub": "dubs dubbed dubbing",
    "slam": "slams slammed slamming",
    "brag": "brags bragged bragging",
    "chat": "chats chatted chatting",
    "plug": "plugs plugged plugging",
    "snap": "snaps snapped snapping",
    "sum": "sums summed summing",
    "tip": "tips tipped tipping",
    "rebut": "rebuts rebutted rebutting",
}

_REPORTING_NOUNS = {
    "speech": """according statement interview speech words remarks letter op-ed memo essay testimony press-release
 announcement tweet post declaration claim claims report call calls assertion assertions warning promise accusation
 accusations allegation allegations message question answer response reply account comments clear
 evidence""".split(),
    "thought": """view opinion belief beliefs idea thoughts sure certain aware convinced confident eyes mind judgment
 judgement impression suspicion""".split(),
    "attitude": """afraid worried concerned concern concerns hopes hopeful fears happy glad proud eager willing ready
 angry sorry excited optimistic pessimistic keen determined plans desire interested interest supportive skeptical
 sceptical uncomfortable committed support""".split(),
}

_WORD = re.compile(r"\w+(?:-\w+)*")
_PASSIVE = re.compile(
    r"\b(?:is|was|are|were|been|be|being|gets?|got)\b(?: \w+ly)? "
    r"(?:asked|told|urged|advised|ordered|warned|informed|reminded|questioned|quizzed|grilled|accused|charged|blamed"
    r"|criticised|criticized|praised|described|called|labelled|labeled|dubbed|hailed|condemned|invited|expected|reported"
    r"|said|alleged|believed|thought|considered|known|seen|regarded|supposed|rumou?red|mentioned|banned|allowed)\b"
    r"(?! by)"
)


def verb_forms(verb: str) -> tuple[str, ...]:
    """Every form of an English verb: "deny" gives deny, denies, denied, denying."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb].split())
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    plural = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return verb, verb + plural, verb + "ed", verb + "ing"


@functools.lru_cache(maxsize=1)
def _classes() -> dict[str, CueClass]:
    forms: dict[str, CueClass] = {}
    lists: tuple[tuple[CueClass, list[str]], ...] = (
        ("attitude", ATTITUDE_VERBS),
        ("thought", THOUGHT_VERBS),
        ("speech", SPEECH_VERBS),
    )
    for name, verbs in lists:
        for verb in verbs:
            forms.update(dict.fromkeys(verb_forms(verb), name))
    # Verbs of speech by the list above that report thought far more often.
    for verb in ("find", "hold", "estimate"):
        forms.update(dict.fromkeys(verb_forms(verb), "thought"))
    return forms


def verb_class(word: str) -> CueClass | None:
    """The class of a verb form, in lower case; None where it is no verb that reports."""
    return _classes().get(word)


@functools.lru_cache(maxsize=1)
def _noun_classes() -> dict[str, CueClass]:
    names: tuple[CueClass, ...] = ("attitude", "thought", "speech")
    return {word: name for name in names for word in _REPORTING_NOUNS[name]}


@functools.lru_cache(maxsize=4096)
def reports(cue: str) -> bool:
    """Whether a word of a cue is a verb that reports, in any form."""
    return any(word.lower() in _classes() for word in _WORD.findall(cue))


@functools.lru_cache(maxsize=4096)
def is_passive(cue: str) -> bool:
    """Whether a cue says that somebody is told or asked something: "was asked", "is reported", "has been accused"."""
    return _PASSIVE.search(cue) is not None


@functools.lru_cache(maxsize=4096)
def class_of_cue(cue: str) -> CueClass:
    """The class of a cue such as "has told reporters that": speech wins over thought, thought over attitude."""
    words = [word.lower() for word in _WORD.findall(cue)]
    verbs, nouns = _classes(), _noun_classes()
    found = {verbs[word] for word in words if word in verbs} | {nouns[word] for word in words if word in nouns}
    for name in ("speech", "thought", "attitude"):
        if name in found:
            return name
    return "speech" if not words else "attitude"
