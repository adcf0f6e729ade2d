"""New identifiers are UUIDs of version 7, all different, and sort as they were made."""

from time import time
from uuid import RFC_4122, UUID

from hypothesis import example, given
from hypothesis import strategies as st

from services.identifiers import new_ids


@example(40_000)
@given(st.integers(0, 2_000))
def test_they_ascend_and_say_when_they_were_made(count: int) -> None:
    before = int(time() * 1000)
    ids = [UUID(text) for text in new_ids(count)]
    after = int(time() * 1000)
    assert len(ids) == count
    assert ids == sorted(set(ids))
    for made in {*ids[:1], *ids[-1:]}:
        assert (made.version, made.variant) == (7, RFC_4122)
        assert before <= made.int >> 80 <= after


def test_those_of_two_batches_differ() -> None:
    assert not set(new_ids(1000)) & set(new_ids(1000))
