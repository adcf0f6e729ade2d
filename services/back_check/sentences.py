"""What can be refused of back-checks."""

from services.errors import register

register(
    {
        "back_check.office": "Back-checks are the office's: nobody else may know the sample before it is checked.",
        "back_check.none": "There is no back-check number %(number)d.",
        "back_check.zone": "There is no zone %(zone)s in this edition of the boundaries.",
        "back_check.nobody": "The register has no household there, so there is nothing to check.",
        "back_check.seed": "A draw needs a seed that everybody knows, "
        "such as the day and a number that was drawn in public.",
        "back_check.share": "The tolerated share is 0 or more and below 1, the confidence above 0 and below 1; "
        "these were %(tolerance)s and %(confidence)s.",
        "back_check.allowed": "%(allowed)d misses can't be allowed: that is more than %(tolerance)s of %(register)d.",
        "back_check.address": "%(ref)s is not in the sample of back-check number %(number)d.",
        "back_check.both": "%(ref)s can't be covered and missed at once.",
        "back_check.answered": "%(ref)s has its answer already. "
        "An answer is not changed; a new back-check can be drawn.",
        "back_check.when": "A second visit is made after the sample was drawn and before now.",
        "back_check.all_answered": "Every address of back-check number %(number)d has its answer.",
        "back_check.checker": "There is no active person %(login)s who could have checked.",
        "back_check.checker_nowhere": "%(login)s works in no zone, so it can't be told that they are from another "
        "community. Name somebody else, or give them their zone.",
        "back_check.checker_near": "%(login)s works in %(community)s, where %(ref)s lies. "
        "A back-check is made by somebody from another community.",
        "back_check.checker_was_there": "%(login)s visited %(ref)s. A back-check is made by another person.",
    }
)
