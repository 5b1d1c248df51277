"""Quality of the taggers on texts of our own, which every checkout has, and of reading where annotated pages are.

Most of our own texts also served training, so these figures are floors that guard against breaking something, not
estimates of how good the taggers are on texts that nobody here has seen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.reading import reading
from benchmarks.topics import measure, own_items

ROOT = Path(__file__).parent.parent


def _f1(right: int, given: int, wanted: int) -> float:
    return 2 * right / max(1, given + wanted)


def speakers() -> dict[str, float]:
    """F1 of the speakers of each annotated passage, as a facet would show them."""
    sys.path.insert(0, str(ROOT / "training" / "speakers"))
    from own_format import parse

    from searchidx.model import Article
    from searchidx.tagging import tags_of

    passages = [one for path in sorted((ROOT / "training" / "speakers" / "own").glob("*.txt")) for one in parse(path)]
    right = given = wanted = 0
    articles = [Article(str(number), one.text, language="en") for number, one in enumerate(passages)]
    for passage, tags in zip(passages, tags_of(articles), strict=True):
        gold = {one.speaker for one in passage.attributions if one.speaker}
        found = {one.speaker for one in tags.quotations if one.speaker}
        right, given, wanted = right + len(gold & found), given + len(found), wanted + len(gold)
    return {"speakers: F1, own passages": _f1(right, given, wanted)}


def organizations() -> dict[str, float]:
    """F1 of canonical names on our own labelled articles."""
    from searchidx.tagging import organizations as find

    right = given = wanted = 0
    path = ROOT / "tests" / "data" / "articles" / "organizations.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        gold = [{name.casefold() for name in names} for names in article["organizations"]]
        optional = {name.casefold() for name in article["optional"]}
        found = {one.name.casefold() for one in find(article["text"])} - optional
        right += sum(bool(names & found) for names in gold)
        given, wanted = given + len(found), wanted + len(gold)
    return {"organizations: F1, own articles": _f1(right, given, wanted)}


def quality() -> dict[str, float]:
    """Every figure that can be measured here."""
    topics = measure(own_items())
    read = reading(rounds=1)
    kept = ("bodies F1", "snippets F1", "title exact", "author exact", "date exact")
    return {
        **speakers(),
        **organizations(),
        "topics: accuracy, own items": topics["accuracy"],
        "topics: macro-F1, own items": topics["macro-F1"],
        **{f"reading: {name}": read[f"searchidx: {name}"] for name in kept if f"searchidx: {name}" in read},
    }
