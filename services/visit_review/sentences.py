"""What can be refused about looking at visits."""

from services.errors import register

register(
    {
        "visit_review.no_limit": "There is no threshold “%(name)s”. There are: %(names)s.",
        "visit_review.limit_value": "%(value)s can't be the threshold %(name)s: a number from 0 to a million is "
        "needed, a whole one where something is counted.",
        "visit_review.limit_source": "Say where the threshold %(name)s comes from: a document, or who decided it.",
        "visit_review.span": "The look ends before it begins: %(since)s to %(until)s.",
        "visit_review.none": "There is no visit “%(ref)s” under review in your scope.",
        "visit_review.moved": "The review of %(ref)s has moved on since you looked. Read it again before you go on.",
        "visit_review.decided": "The review of %(ref)s is decided. The office can open it again.",
        "visit_review.not_decided": "The review of %(ref)s is not decided, so there is nothing to open again.",
        "visit_review.act": "There is no step “%(act)s”.",
        "visit_review.note": "Say why in a sentence: whoever reads this later was not there.",
        "visit_review.outcome": "“%(outcome)s” is no decision. Decisions are: kept, accepted, struck.",
        "visit_review.not_yours": "Only the visitor, or the leader of the grid or area, answers for a visit.",
        "visit_review.role": "A review is decided by community staff or the office.",
        "visit_review.own": "Whoever made or answered for a visit does not decide on it. Ask somebody else.",
        "visit_review.unheard": "The visitor can still answer until %(until)s. A visit can be struck afterwards, or "
        "once there is an answer.",
        "visit_review.no_answer": "There is no answer that could be accepted. Keep the visit, or wait for an answer.",
        "visit_review.no_mixup": "There is no device number %(number)d in another frame.",
        "visit_review.no_device": "There is no device “%(device)s” with visits in your scope.",
        "visit_review.mixup_moved": "Somebody has decided on the device %(device)s since you looked. Read it again.",
        "visit_review.no_frame": "No frame explains the places of %(device)s, so nothing can be put right. Ask where "
        "its numbers come from.",
        "visit_review.found_again": "The device %(device)s was found again since. Decide on that first.",
        "visit_review.reopen": "A decision is opened again by the office alone.",
    }
)
