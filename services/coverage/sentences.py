"""What can be refused of back-checks."""

from services.errors import register

register(
    {
        "coverage.office": "Back-checks are the office's: nobody else may know the sample before it is checked.",
        "coverage.none": "There is no back-check number %(number)d.",
        "coverage.zone": "There is no zone %(zone)s in this edition of the boundaries.",
        "coverage.nobody": "The register has no household there, so there is nothing to check.",
        "coverage.seed": "A draw needs a seed that everybody knows, "
        "such as the day and a number that was drawn in public.",
        "coverage.share": "The tolerated share is 0 or more and below 1, the confidence above 0 and below 1; "
        "these were %(tolerance)s and %(confidence)s.",
        "coverage.allowed": "%(allowed)d misses can't be allowed: that is more than %(tolerance)s of %(register)d.",
        "coverage.address": "%(ref)s is not in the sample of back-check number %(number)d.",
        "coverage.both": "%(ref)s can't be covered and missed at once.",
        "coverage.answered": "%(ref)s has its answer already. An answer is not changed; a new back-check can be drawn.",
    }
)
