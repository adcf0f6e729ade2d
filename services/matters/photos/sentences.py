"""What can be wrong with a photo."""

from services.errors import register

register(
    {
        "photos.none": "No photo was chosen.",
        "photos.large": "%(name)s has %(size_mb).1f MB; at most %(limit_mb).0f MB are taken. Make it smaller.",
        "photos.pixels": "%(name)s has %(pixels).0f million pixels; at most %(limit).0f million are taken.",
        "photos.kind": "%(name)s can't be read as a photo. JPEG, PNG and WebP are taken; save a HEIC file as JPEG "
        "first.",
        "photos.many": "A matter has at most %(most)d photos, and this one has them.",
        "photos.too_many": "%(count)d photos were chosen; a matter has at most %(most)d. Nothing was reported yet.",
        "photos.there": "%(name)s hangs at this matter already.",
        "photos.unknown": "There is no such photo in your scope.",
    }
)
