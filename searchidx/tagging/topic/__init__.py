"""What an article or a passage is about, over the IPTC Media Topics or a user's own taxonomy."""

from __future__ import annotations

from searchidx.tagging.topic.labels import passage_topics, topics

__all__ = ["passage_topics", "topics"]
