"""What can be refused about evidence."""

from services.errors import register

register(
    {
        "evidence.none": "There is no evidence “%(name)s”. There is: %(known)s.",
        "evidence.types": "“%(name)s”: there is no group of types and no type that begins with “%(types)s”.",
        "evidence.no_types": "“%(name)s”: this evidence has no types to choose from.",
    }
)
