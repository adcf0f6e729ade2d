"""What can be refused about assessments."""

from services.errors import register

register(
    {
        "assessment.office": "Cycles of assessment are opened and reckoned by the office.",
        "assessment.no_cycle": "There is no assessment “%(cycle)s”.",
        "assessment.open_already": "The assessment %(cycle)s is open already.",
        "assessment.kind": "“%(cycle)s” is no year, half, quarter or month: an assessment is one of these.",
        "assessment.shorter": "Items are scored by the %(every)s: a shorter cycle can't be opened.",
        "assessment.not_approved": "Version %(number)d of the rubric is not approved. Approve it first.",
        "assessment.not_valid": "Version %(number)d of the rubric holds from %(day)s on, and %(cycle)s begins before.",
        "assessment.undecided": "Nothing may be left undecided. %(count)d places are, first %(at)s: %(what)s",
        "assessment.longer": "Item %(item)s is scored by the %(period)s, longer than the %(every)s in which items are "
        "scored. Give it the shorter period.",
        "assessment.departments": "Departments can't be reckoned from places on the map yet. Leave them out of the "
        "objects.",
        "assessment.no_edition": "No boundaries were in force in %(cycle)s.",
        "assessment.object": "There is no %(kind)s “%(code)s” in this assessment.",
        "assessment.mark_name": "The rubric reads no mark “%(name)s”. It reads: %(known)s.",
        "assessment.mark_reason": "Say why: a mark has a reason.",
        "assessment.mark_points": "“%(name)s” takes points from %(least)s to %(most)s.",
        "assessment.mark_event": "“%(name)s” is something that happened: it takes no points.",
        "assessment.mark_level": "“%(name)s” has no level “%(level)s”. It has: %(known)s.",
        "assessment.points": "“%(points)s” is no number of points. Write it in decimals, as 7.5.",
        "assessment.mark_gone": "There is no mark %(number)d to take back, or it was taken back already.",
        "assessment.rehearsal_open": "Version %(number)d leaves %(count)d places open: only what is decided can be "
        "rehearsed.",
        "assessment.rehearsal_cycle": "%(cycle)s can't be rehearsed on: it must be reckoned, and this version scores "
        "by the %(every)s.",
        "assessment.rehearsal_kind": "This version does not assess any %(kind)s.",
        "assessment.rehearsal_marks": "Marks of that period do not fit this version: %(problem)s.",
    }
)
