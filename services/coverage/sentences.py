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
        "coverage.checker": "There is no active person %(login)s who could have checked.",
        "coverage.checker_nowhere": "%(login)s works in no zone, so it can't be told that they are from another "
        "community. Name somebody else, or give them their zone.",
        "coverage.checker_near": "%(login)s works in %(community)s, where %(ref)s lies. "
        "A back-check is made by somebody from another community.",
        "coverage.checker_was_there": "%(login)s visited %(ref)s. A back-check is made by another person.",
        "coverage.close_office": "Only the office closes a cycle or opens it again.",
        "coverage.runs": "The cycle %(cycle)s runs until %(day)s; it is closed after that.",
        "coverage.closed": "The cycle %(cycle)s is closed: nothing moves it any more. The office can open it again.",
        "coverage.sure": "Say that you are sure before %(cycle)s is closed.",
        "coverage.next_open": "The cycle after %(cycle)s is open already.",
        "coverage.not_closed": "The cycle %(cycle)s is not closed.",
        "coverage.cycle_office": "Only the office opens a cycle.",
        "coverage.rules": "There is at least one try and one day, and an address is within 100 m; "
        "these were %(tries)d tries, %(days)d days and %(metres)g m.",
        "coverage.open_already": "The cycle %(cycle)s is open already. Its register and its rules stay as they are.",
        "coverage.register": "No edition of the register was frozen for %(cycle)s. "
        "Freeze one for it, or name the edition that counts it.",
        "coverage.no_cycle": "There is no cycle %(cycle)s.",
        "coverage.reason": "Choose a reason from the list, so that nothing is written about who lives there.",
        "coverage.evidence": "Give the number of the photo or document that shows it, "
        "in at most %(longest)d characters.",
        "coverage.not_there": "%(ref)s is not among the addresses that you see of the cycle %(cycle)s.",
        "coverage.reached": "%(ref)s was reached in this cycle, so nothing else can be stated of it. "
        "Have the visit reviewed if it is wrong.",
        "coverage.stated": "Statement %(number)d stands on %(ref)s already. It is decided first.",
        "coverage.may_decide": "The office, community staff and area leaders decide on statements.",
        "coverage.no_statement": "There is no statement %(number)d in your scope.",
        "coverage.decided": "Statement %(number)d is decided already.",
        "coverage.person": "There is no active person %(login)s.",
        "coverage.another": "You stated this yourself, so another person decides on it.",
    }
)
