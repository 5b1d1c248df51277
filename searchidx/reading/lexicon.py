"""The lexicon of lines that are not the article: labels of widgets, calls to subscribe or share, picture credits.

Each line of a group is a pattern for a whole line of text, case ignored. Patterns are open: they name the form of such
lines, in the languages whose labels large publishers print, and no single site.
"""

from __future__ import annotations

import re

__all__ = ["CALLS_HOLDING", "CREDIT", "CREDITS_HOLDING", "INTRODUCTION", "TEASER", "WIDGET"]

_ALSO_READ = r"""
(?:also|and) read
read (?:also|more|next|on|now|this next)
see also
more (?:like this|from .{1,40}|on this (?:story|topic)|stories|news|(?:great |top |must-read )?[\w .&'’-]{1,30} stories)
also (?:in|on) (?:this|today['’]s) (?:issue|edition|paper|page|programme|week|newsletter)
(?:you can )?read (?:more|all)\b.{1,80}\bhere
read more (?:from|about|on) .{1,80}
related(?: (?:articles?|stor(?:y|ies)|content|posts?|topics?|news|reading|coverage|links?|video))?
recommended(?: for you| stories| reading| articles?)?
you (?:may|might|could) (?:also )?(?:like|enjoy|be interested in)
don['’]?t miss
what to read next
up next
(?:next|previous) (?:article|story|post|up)
(?:continue|keep) reading
read (?:the )?full (?:article|story)(?: here)?
lesen sie auch|lesen sie (?:dazu )?mehr|mehr zum thema|auch interessant
lire aussi|à lire (?:aussi|également)|sur le même sujet
lea también|[lt]e puede interesar
leia (?:também|mais)|veja também
leggi anche
lees ook|læs også|les også|läs också|läs mer|lue myös
(?:czytaj|zobacz) (?:także|też|również)
(?:читайте|смотрите) также|читайте ще
bunu da oku
"""

_OTHERS_READ = r"""
(?:others|people|readers|users|everyone) (?:are )?(?:also |now |currently )?read(?:ing)?(?: now| this| right now)?
most (?:read|popular|viewed|shared|commented|watched|recent)(?: .{1,20})?
trending(?: now| stories| news| on .{1,20})?
popular (?:now|stories|posts|articles?)
top stories
latest (?:news|stories|headlines|articles?|posts?|videos?)
editor['’]?s?['’]? (?:picks?|choice)
meistgelesen|les plus lus|más leídas?|mais lidas|più letti
"""

_ADVERTISEMENT = r"""
advertis(?:e?ment|ing)s?
ad|ads by .{1,30}
sponsored(?: content| post)?
paid (?:content|post|partner content)
promoted
story continues(?: below)?(?: advertisement)?
article continues (?:after|below).{0,40}
scroll (?:down )?(?:for more|to continue).{0,40}
anzeige|werbung|publicité|publicidade|publicidad|pubblicità|advertentie|annonce|annons|reklama|реклама
"""

_SIGN_UP = r"""
subscribe(?: (?:now|today|here|to .{1,80}|for .{1,80}))?
sign up(?: (?:now|here|today|for .{1,90}|to .{1,90}))?
(?:join|get|receive) (?:our|the) .{0,40}newsletter.{0,60}
(?:daily |weekly |our )?newsletters?(?: sign ?-?up)?
log ?in|sign in|register(?: now)?|create (?:an )?account
already a (?:subscriber|member).{0,40}
enter your e-?mail(?: address)?.{0,40}
(?:start|kick off|begin|end) your (?:day|morning|week|evening)\b.{0,160}newsletter\b.{0,60}
your e-?mail address will not be published.{0,60}
leave a (?:reply|comment)|post a comment|cancel reply
(?:show|view|see|load|add|read|hide)(?: all| more)? (?:\d+ )?comments?(?: \(\d+\))?
\d* ?comments?(?: \(\d+\))?
no comments(?: yet)?
join the (?:conversation|discussion)
"""

_CALL = r"""
(?:get|never miss|sign up|subscribe|join|receive|want|don['’]t miss).{0,160}(?:newsletter|inbox|subscribing).{0,60}
(?:do you want|want|enjoy|like (?:this|what)|stay|keep up).{0,160}(?:newsletter|inbox|sign up here|subscribe).{0,80}
we want to hear (?:what you think|from you).{0,160}
(?:why not |you can )?(?:also )?(?:find|follow) .{1,60} on (?:facebook|twitter|instagram|x|youtube)\b.{0,140}
for more,? .{0,60}(?:newsletter|sign up).{0,60}
(?:watch|listen to|see (?:the )?(?:photos|video|tweet|post)s?)\b.{0,70}(?:below|above|here)
the post .{1,160} (?:appeared first on|first appeared on) .{1,80}
(?:view|read) (?:this|it|the) .{1,30}(?:in your browser|online)
(?:un)?subscribe(?: here| from .{1,60})?|(?:manage|update) your (?:email )?preferences.{0,40}
(?:follow|see|read|find|get) .{0,60}\b(?:full|more|complete|all (?:of )?(?:our|the)) coverage\b.{0,60}(?:https?://\S+|here)
(?:get|download|for|to|visit|see|find|watch|learn)\b.{1,100}\b(?:by )?click(?:ing)? here
(?:listen|download|watch|itunes|spotify|rss|subscribe)(?: (?:on|at|via|to)\b.{0,30})?\s?: ?https?://\S+
e-?mails?(?: us)?(?: at)?:? \S+@\S+\.\S+
(?:have|got) (?:a|any) (?:news )?(?:tip|story)s?\?.{0,200}
(?:follow|contact|reach|e-?mail) .{1,60}(?:@\w| on (?:twitter|facebook|instagram|x)\b).{0,120}
(?:first |originally |last )?(?:published|updated|posted|created|modified)(?: (?:on|at))?:?\s.{0,24}\d.{0,30}
explore further
"""

_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|e-?mail|print|save|copy(?: link)?"
    r"|flipboard|messenger)"
)
_SHARE = rf"""
share(?: (?:this|on|via|with|to)(?: .{{1,20}})?)?(?: article| story| post)?
tweet(?: this)?|pin it
print(?: (?:this )?(?:article|page|story))?
e-?mail(?: this)?(?: article| story)?
copy(?: the)? link|link copied!?
{_NETWORK}(?:(?: ?[|/,·•] ?| ){_NETWORK})*
follow (?:us|me|him|her|them|@\w+)(?: (?:on|at|via) .{{1,60}})?
like us on facebook.{{0,40}}
(?:bookmark|save) (?:this )?(?:article|story|for later)
listen to (?:this )?(?:article|story)(?: .{{1,20}})?
(?:your browser does not support|this video (?:can not|cannot)).{{0,80}}
"""

_PAGE = r"""
(?:click|tap|swipe) (?:here|to|for|on) .{1,80}
(?:back to|go to|return to) (?:the )?(?:top|home ?page|main page)
skip (?:to|past) .{1,40}
jump to .{1,40}
loading ?(?:…|\.\.\.)?
close|menu|search
table of contents
toggle .{1,30}
(?:est(?:imated|\.)? )?(?:reading time:? )?\d+ min(?:ute)?s?(?: read| de lecture| lesezeit)?
reading time:? .{1,20}
tags|filed under
(?:tags?|filed under|topics?|categor(?:y|ies)|posted in|keywords?|labels?) ?: ?.{1,200}
all rights reserved\.?.{0,80}
(?:copyright )?(?:©|ⓒ|\(c\)|copyright \d{4}) ?.{0,120}
this (?:material|article|content) may not be (?:published|reproduced).{0,160}
terms (?:of (?:use|service)|and conditions)
privacy policy|cookie (?:policy|settings|preferences)
we use cookies.{0,160}
accept(?: all)?(?: cookies)?
(?:please )?enable javascript.{0,80}
open (?:image )?in (?:new tab|gallery)
view (?:gallery|image|photos?|slideshow)
\d+ ?/ ?\d+|image \d+ of \d+
video|gallery|audio|podcast|poll|quiz
watch(?: (?:the video|now|more|live|below))?
"""

_AGENCY = (
    r"(?:getty(?: images)?|shutterstock|wikimedia(?: commons)?|wikipedia|reuters|af?p|associated press"
    r"|picture[- ]?alliance|dpa|epa|efe|ansa|upi|tass|xinhua|bloomberg|alamy|istock(?:photo)?|depositphotos|unsplash"
    r"|pixabay|pexels|adobe ?stock|zuma(?: press)?|sipa(?: usa)?|imago|ritzau|scanpix|ntb|keystone|flickr|canva"
    r"|rex(?: features)?)"
)
_PICTURE = r"(?:photo(?:graph)?s?|images?|pictures?|pics?|foto|bild|illustration|screenshot|graphic|video)"
_ROLE = r"(?: credits?| courtesy| source| caption)?"
_CREDIT = rf"""
(?:(?:file|cover|featured|header|lead) )?{_PICTURE}{_ROLE}(?: by| of| from)?\s*[:/|©].{{0,160}}
(?:credits?|crédits?|source|caption)\s*[:/|©].{{0,160}}
{_PICTURE} (?:courtesy(?: of)?|credits?|by|from|via) .{{1,80}}
courtesy(?: of)? .{{1,60}}
.{{0,120}}(?:\bvia|/|\||,|©|\()\s?{_AGENCY}(?: via {_AGENCY})?(?:[ ,/].{{0,30}}|\))?
{_AGENCY}(?: (?:photo|file|images?|pictures?))?(?:\s?[/|,]\s?.{{1,60}})?
"""

# Looked for only in lines that hold the word, since what comes before it makes them slow to match.
_CALLS_HOLDING = {
    "inbox": r".{0,160}\b(?:delivered|sent|get|receive|updates|stories)\b.{0,60}(?:in|to|into) your inbox"
    r"(?: (?:every|daily)\b.{0,40})?",
    "click to tweet": r".{1,240}\bclick to tweet",
    "@": r".{0,140}\b(?:story (?:ideas?|suggestions?)|your experiences?|get in touch|e-?mail us)\b"
    r".{0,50}\S+@\S+\.\S+.{0,40}",
    "affiliate": r".{0,30}affiliate (?:links?|commissions?)\b.{0,120}",
    "last ": r".{0,60}\blast (?:modified|updated)\s*:.{0,60}",
    "donate": r".{0,40}help us .{0,80}donate.{0,40}",
}
_CREDITS_HOLDING = {
    "cc": r".{0,100}\bcc[ -](?:by(?:[ -](?:sa|nc|nd))*|0)\b.{0,80}",
    "public domain": r".{0,60}public domain.{0,30}",
}

# "Also read: Ten dead in the flood" carries the title of another article.
_TEASER = r"""
(?:also read|read also|read (?:more|next)|see also|more on this|recommended|don['’]?t miss).{0,30}
related(?: articles?| stor(?:y|ies))?
also (?:in|on) (?:this|today['’]s) (?:issue|edition|paper|page|programme)
lesen sie auch|(?:à )?lire aussi|lea también|leia (?:também|mais)|leggi anche
lees ook|læs også|les også|läs också|czytaj także|читайте также
"""


def _whole_line(*groups: str, after: str = "") -> re.Pattern[str]:
    alternatives = "|".join(line for group in groups for line in group.split("\n") if line)
    return re.compile(rf"[\W_]{{0,10}}(?:{alternatives}){after}[\W_]*", re.IGNORECASE)


WIDGET = _whole_line(_ALSO_READ, _OTHERS_READ, _ADVERTISEMENT, _SIGN_UP, _CALL, _SHARE, _PAGE)
INTRODUCTION = _whole_line(_ALSO_READ, _OTHERS_READ)
"""Labels that lists of other articles follow."""
TEASER = _whole_line(_TEASER, after=r"\s*[:|»>–—-]\s*\S.{0,220}")
CREDIT = _whole_line(_CREDIT)
CALLS_HOLDING = {word: _whole_line(pattern) for word, pattern in _CALLS_HOLDING.items()}
CREDITS_HOLDING = {word: _whole_line(pattern) for word, pattern in _CREDITS_HOLDING.items()}
"""Patterns by a word, in lower case, that a line must hold to match."""
