"""searchidx topics"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from searchidx.cli.options import DEFAULT_INDEX, IndexPath, Json
from searchidx.cli.output import emit, number, remark

__all__ = ["topics"]


class Action(StrEnum):
    """What to do about topics."""

    TRAIN = "train"


def topics(
    action: Annotated[Action, typer.Argument(metavar="ACTION", help="train: learn from the articles of the index.")],
    index: IndexPath = DEFAULT_INDEX,
    wait: Annotated[float, typer.Option(metavar="SECONDS", help="How long to wait for another writer.")] = 60.0,
    json: Json = False,
) -> None:
    """Learn from the index's own articles which words tell of a topic.

    Articles whose topic is clear, 100 or more, teach what else is said of it there. What is learned is kept with the
    index, and used once it is built anew with --rebuild.
    """
    from searchidx.opening import open as open_index

    with open_index(index) as opened:
        model = opened.train_topics(wait=wait)
        slugs = [opened.taxonomy.slug(topic) for topic in model.topics]
    if json:
        emit({"version": 1, "articles": model.texts, "words": len(model.vocabulary), "topics": slugs})
    remark(
        f"learned {number(len(slugs), 'topic')} and {number(len(model.vocabulary), 'word')} from "
        f"{number(model.texts, 'article')}; to use them, build the index again with: searchidx index PATH… --rebuild"
    )
