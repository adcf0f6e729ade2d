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
        "assessment.mark_form": "The form did not arrive whole. Open it again.",
        "assessment.mark_event": "“%(name)s” is something that happened: it takes no points.",
        "assessment.mark_level": "“%(name)s” has no level “%(level)s”. It has: %(known)s.",
        "assessment.points": "“%(points)s” is no number of points. Write it in decimals, as 7.5.",
        "assessment.mark_gone": "There is no mark %(number)d to take back, or it was taken back already.",
        "assessment.publication_open": "Revision %(revision)d of %(cycle)s is under way. Publish or withdraw it first.",
        "assessment.publication_early": "%(cycle)s still runs. It is announced when it is over.",
        "assessment.notice_over": "The notice would end on %(day)s, before it begins. Name a later day.",
        "assessment.notice_day": "“%(text)s” is no day. Write the last day of the notice as 2026-01-31.",
        "assessment.notice_runs": "The notice runs until the end of %(day)s.",
        "assessment.revision_reason": "Revision %(revision)d was announced before. Say why there is another.",
        "assessment.withdraw_reason": "Say why it is withdrawn.",
        "assessment.publication_step": "%(cycle)s can't take this step now. Look at its state.",
        "assessment.publication_moved": "The ledger of %(cycle)s says something else than what was announced. Withdraw "
        "the notice and announce anew.",
        "assessment.publication_unreckoned": "Something of %(cycle)s is not reckoned yet. Reckon it, then announce.",
        "assessment.adds_up": "The lines of %(item)s in “%(code)s” add up to %(lines)s, but %(points)s is kept.",
        "assessment.no_snapshot": "What revision %(revision)d rests on is read by the office.",
        "assessment.not_published": "Nothing of %(cycle)s is published.",
        "assessment.rehearsal_open": "Version %(number)d leaves %(count)d places open: only what is decided can be "
        "rehearsed.",
        "assessment.rehearsal_cycle": "%(cycle)s can't be rehearsed on: it must be reckoned, and this version scores "
        "by the %(every)s.",
        "assessment.rehearsal_kind": "This version does not assess any %(kind)s.",
        "assessment.rehearsal_marks": "Marks of that period do not fit this version: %(problem)s.",
    }
)
