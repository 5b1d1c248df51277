"""What lies in a stretch of text: by comparison with looking at everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchidx.tagging.spans import SpanIndex

spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda span: (span[0], span[0] + span[1]))


@given(st.lists(st.lists(spans, max_size=3), max_size=12), spans)
def test_things_that_share_a_character_with_a_stretch(
    things: list[list[tuple[int, int]]], here: tuple[int, int]
) -> None:
    shared = [number for number, own in enumerate(things) if any(set(range(*span)) & set(range(*here)) for span in own)]
    assert SpanIndex(things).overlapping(here) == shared


def test_what_ends_where_the_stretch_begins_is_outside() -> None:
    index = SpanIndex([[(0, 5)], [(5, 9)], [(9, 12)]])
    assert index.overlapping((5, 9)) == [1]
