"""GeoJSON that is packed zone by zone when an edition is written, and joined to one gzip stream when it is asked for.

Each piece is deflated by itself and ends on a byte (a full flush), so pieces in a row are a deflate stream again
(RFC 1951, RFC 1952): nothing is formatted or packed while somebody waits.
"""

import zlib
from struct import pack as binary

LEVEL = 6
_RAW = -zlib.MAX_WBITS
# Deflated, of unknown age and origin.
_GZIP = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF])


def packed(text: str) -> bytes:
    """A piece of a stream."""
    pressing = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return pressing.compress(text.encode()) + pressing.flush(zlib.Z_FULL_FLUSH)


def _last(text: str) -> bytes:
    pressing = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return pressing.compress(text.encode()) + pressing.flush()


COMMA = packed(",")
_HEAD, _TAIL = packed('{"type":"FeatureCollection","features":['), _last("]}")


def collection(pieces: bytes) -> bytes:
    """The gzip of a FeatureCollection of features that are packed, with COMMA between them."""
    stream = _HEAD + pieces + _TAIL
    text = zlib.decompress(stream, _RAW)
    return _GZIP + stream + binary("<II", zlib.crc32(text), len(text) & 0xFFFFFFFF)
