"""Pieces that were packed apart are one gzip stream when they are joined."""

import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from services.geography.packed import COMMA, collection, packed

FEATURE = st.dictionaries(st.text(max_size=8), st.text(max_size=300) | st.integers(), max_size=6)


@given(st.lists(FEATURE, max_size=12))
def test_a_collection_holds_its_features_in_one_member(features: list[dict[str, object]]) -> None:
    body = collection(COMMA.join(packed(json.dumps(f, ensure_ascii=False)) for f in features))
    # Browsers read one member and no more: nothing may be left, and length and checksum must fit.
    reading = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text = reading.decompress(body)
    assert reading.eof
    assert reading.unused_data == b""
    assert json.loads(text) == {"type": "FeatureCollection", "features": features}
