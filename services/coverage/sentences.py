"""What can be refused of coverage."""

from services.errors import register

register(
    {
        "coverage.bands": "Give one to %(most)d numbers of days, each above the one before, from 1 to %(longest)d.",
        "coverage.bands_source": "Say where the bands come from: the measures, a document, or who decided it.",
        "coverage.zone": "There is no zone %(zone)s in this edition of the boundaries.",
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
        "coverage.another": "You stated this yourself, so another person decides on it.",
    }
)
