"""Laws are about results, not about time: a slow machine does not break one."""

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
