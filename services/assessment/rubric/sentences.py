"""What can be refused of rubrics."""

from services.errors import register

register(
    {
        "rubric.office": "Rubrics are kept by the office.",
        "rubric.none": "There is no version number %(id)d of a rubric that you may read.",
        "rubric.faults": "The file has %(count)d faults, the first: %(first)s",
        "rubric.same": "Version %(number)d of this rubric says exactly this already.",
        "rubric.approved": "Version %(number)d is approved and does not change. Hand in a new version.",
        "rubric.unsound": "Version %(number)d is not proven: %(first)s",
        "rubric.decision": "Say who decided it, when and under which number, in 2 to %(most)d characters.",
        "rubric.day": "It can hold from today on or later, not from %(day)s.",
    }
)
