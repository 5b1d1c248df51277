"""NITF and NewsML-G2, as agencies deliver them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from searchidx.errors import ReadingError
from searchidx.reading import read_stream

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en"><head><title>slug-harbour</title><docdata><date.issue norm="20250312T093000+0100"/>
<key-list><keyword key="fish"/><keyword key="quotas"/></key-list></docdata>
<pubdata name="The Example" date.publication="20250312T000000" position.section="Economy"/></head>
<body><body.head><hedline><hl1>Harbour town waits</hl1></hedline><byline>By <person>Ida Holm</person></byline>
<dateline><location>NORDHAVN</location></dateline></body.head>
<body.content><block><p>The mayor says that <em>talks</em> go on.</p><hl2>Why it matters</hl2>
<p>Half of the catch is landed here.</p><bq><block><p>“We have no other work,” said Ms Holm.</p></block></bq>
<media media-type="image"><media-caption>A boat.</media-caption></media></block></body.content></body></nitf>"""

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:example.org:1" version="2" xml:lang="en"><itemMeta>
<provider literal="EXA"><name>Example Agency</name>
</provider><versionCreated>2025-03-13T08:00:00Z</versionCreated>
<firstCreated>2025-03-12T09:30:00+01:00</firstCreated></itemMeta>
<contentMeta><headline>Harbour town waits</headline><by>Ida Holm and Lars Berg</by><language tag="en-GB"/>
<subject qcode="medtop:20000273"><name>fishing industry</name></subject></contentMeta>
<contentSet>
<inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>The mayor says that talks go on.</p><p>Half of the catch is landed here.</p></body></html>
</inlineXML></contentSet></newsItem>
<newsItem guid="urn:newsml:example.org:2"><contentMeta><headline>A picture</headline></contentMeta>
<contentSet><remoteContent href="http://example.org/1.jpg"/></contentSet></newsItem>
</itemSet></newsMessage>"""


def test_nitf() -> None:
    (article,) = read_stream(NITF, name="a.nitf")
    assert (article.title, article.authors, article.publisher) == ("Harbour town waits", ("Ida Holm",), "The Example")
    assert article.published == datetime(2025, 3, 12, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert (article.section, article.keywords, article.language) == ("Economy", ("fish", "quotas"), "en")
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == [
        ("paragraph", "The mayor says that talks go on."),
        ("heading", "Why it matters"),
        ("paragraph", "Half of the catch is landed here."),
        ("quote", "“We have no other work,” said Ms Holm."),
    ]


def test_newsml_g2() -> None:
    problems: list[ReadingError] = []
    (article,) = read_stream(G2.encode(), name="a.xml", on_problem=problems.append)
    assert (article.title, article.publisher) == ("Harbour town waits", "Example Agency")
    assert article.authors == ("Ida Holm", "Lars Berg")
    assert article.text == "The mayor says that talks go on.\n\nHalf of the catch is landed here."
    assert article.published == datetime(2025, 3, 12, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert (article.language, article.keywords) == ("en", ("fishing industry",))
    (problem,) = problems
    assert problem.member == "urn:newsml:example.org:2"


def test_other_xml_is_refused() -> None:
    with pytest.raises(ReadingError, match="feed or newsml, but its content is neither"):
        list(read_stream("<inventory><item/></inventory>", name="a.xml"))


def test_entities_are_not_resolved() -> None:
    secret = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    markup = f"{secret}<nitf><body><body.content><p>The talks &x; go on.</p></body.content></body></nitf>"
    (article,) = read_stream(markup, name="a.nitf")
    assert article.text.split() == ["The", "talks", "go", "on."]
