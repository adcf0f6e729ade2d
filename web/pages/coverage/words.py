"""What bands of days are called on pages and in legends."""

from collections.abc import Sequence

from services.messages import Lang, message


def band_words(ends: Sequence[int], lang: Lang) -> list[str]:
    """Each band in words, from the newest to what is older than all."""
    starts = [0, *(end + 1 for end in ends)]
    words = [message("up to %(last)d days", last=ends[0])]
    words += [message("%(first)d to %(last)d days", first=starts[i], last=ends[i]) for i in range(1, len(ends))]
    return [one.render(lang) for one in [*words, message("more than %(last)d days", last=ends[-1])]]
