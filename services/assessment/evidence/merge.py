"""Evidence of several grids or spans as one: tallies together, shares added above and below the line."""

from collections.abc import Iterable, Sequence

from services.assessment.values import Evidence, Ratio, Standing, gathered, standing_of_none


def merged(parts: Iterable[Evidence]) -> Evidence:
    """All of it as one.

    It is applicable where any part is. Of the parts that are missing, refused is said before not inspected; a part
    that is missing makes the whole missing.
    """
    given = list(parts)
    missing = {part.standing for part in given} & {Standing.REFUSED, Standing.NOT_INSPECTED}
    applying = [part for part in given if part.standing is Standing.SCORED]
    if missing or not applying:
        return Evidence(given[0].subject if given else "", ratio=_added(given), standing=standing_of_none(missing))
    tallies = gathered(tally for part in applying for tally in part.tallies)
    marks = tuple(mark for part in applying for mark in part.marks)
    return Evidence(applying[0].subject, tallies, _added(applying), marks)


def _added(parts: Sequence[Evidence]) -> Ratio | None:
    ratios = [part.ratio for part in parts if part.ratio is not None]
    if not ratios:
        return None
    refs = tuple(ref for ratio in ratios for ref in ratio.refs)
    return Ratio(
        sum(r.numerator for r in ratios), sum(r.denominator for r in ratios), sum(r.deferred for r in ratios), refs
    )
