"""The words of the intake page: subjects, levels, and what each kind of finding means."""

from services.messages import Message, message

SUBJECTS: dict[str, Message] = {
    "zones": message("Zones and their boundaries"),
    "households": message("Households"),
    "matters": message("Matters"),
    "histories": message("Steps of matters"),
    "visits": message("Visits and patrols"),
    "streets": message("Streets of the base map"),
    "water": message("Water of the base map"),
    "parks": message("Parks of the base map"),
    "buildings": message("Buildings of the base map"),
}
LEVELS: dict[str, Message] = {
    "subdistrict": message("Subdistrict"),
    "community": message("Community"),
    "area": message("Area"),
    "grid": message("Grid"),
}
# Kind of finding -> what it is.
KINDS: dict[str, Message] = {
    "outline": message("Outlines that can't be used"),
    "no_code": message("Rows without a code"),
    "duplicate_code": message("Codes that stand twice"),
    "unknown_parent": message("Parents that are not there"),
    "overlap": message("Outlines overlap"),
    "duplicate_outline": message("The same outline twice"),
    "gap": message("Gaps between neighbours"),
    "outside_parent": message("Outside the parent"),
    "multipart": message("Outlines in several parts"),
    "repaired": message("Repaired outlines"),
    "lost_land": message("Land lost in repair"),
    "shape": message("Shapes of another kind"),
    "no_place": message("Rows without a place"),
    "swapped": message("Longitude and latitude swapped"),
    "off_earth": message("No place on the earth"),
    "empty": message("Required cells that are empty"),
    "unreadable": message("Cells that can't be read"),
    "number_twice": message("One number, different rows"),
    "closed_before_opened": message("Closed before opened"),
    "due_before_opened": message("Due before opened"),
    "stage_words": message("What the other system's words are taken as"),
    "unknown_stage": message("Words without a stage"),
    "step_words": message("What the other system's words are taken as"),
    "unknown_step": message("Words without a step"),
    "source_words": message("What the other system's words are taken as"),
    "no_source": message("Words without a source"),
    "unknown_department": message("Departments that the office does not have"),
    "department_words": message("Departments of the file"),
    "no_department": message("Departments that the office does not have"),
    "no_matter": message("Steps of matters that are not there"),
    "step_order": message("Steps before what happened before them"),
    "illegal_step": message("Steps that can't follow"),
    "no_until": message("Deferrals without an end"),
    "life_differs": message("Lives that went another way here"),
    "lives": message("New steps"),
    "no_closing_time": message("Closed, but no time says when"),
    "stage_and_time": message("Not closed, but with a time of closing"),
    "out_of_scope": message("Outside your zones"),
    "same_place": message("Many rows on one point"),
    "default_point": message("Places that are none"),
    "device_mixup": message("Devices in another frame"),
    "visit_review": message("Visits to look at"),
    "outside": message("Outside all grids"),
    "frames": message("Layers in different frames"),
    "not_nested": message("Layers that do not nest"),
    "parts": message("Streets in several parts"),
    "not_noded": message("Streets that meet without a node"),
    "no_speed": message("No speeds"),
    "rounded": message("Rounded places"),
    "time_form": message("Unusual form of times"),
    "blank_word": message("Words for empty cells"),
    "unknown_code": message("Codes on no list"),
    "stated_zone": message("Stated zone differs from the map"),
    "stated_zone_share": message("How often the stated zone agrees"),
}
# What is settled here, without another file: what to do about it, and where.
SETTLED: dict[str, tuple[Message, str]] = {
    "unknown_stage": (
        message("The file need not be changed: choose the stage that each of these words stands for, and check again. "
                "Rows whose word keeps none are left out."),
        "#words",
    ),
    "unknown_step": (
        message("The file need not be changed: choose the step that each of these words stands for, and check again. "
                "Matters with a word that keeps none are left out."),
        "#words",
    ),
    "no_source": (
        message("If they are to count where it matters who found something, choose the source that each of these words "
                "stands for, and check again."),
        "#words",
    ),
    "unknown_department": (
        message("The file need not be changed: choose the department that each of these words stands for, and check "
                "again. Departments that are not there yet are added on the page of rules."),
        "#words",
    ),
    "no_department": (
        message("If they are to have one, choose the department that each of these words stands for, and check again. "
                "Departments that are not there yet are added on the page of rules."),
        "#words",
    ),
}  # fmt: skip
# Field whose words are matched one by one -> heading, what is asked, and what stands for none.
MATCHED: dict[str, tuple[Message, Message, Message]] = {
    "status": (
        message("Stages, word by word"),
        message("What “%(column)s” says, and the stage that it stands for here. Rows whose word has none are left "
                "out."),
        message("no stage"),
    ),
    "step": (
        message("Steps, word by word"),
        message("What “%(column)s” says, and the step that it stands for here. Matters with a word that has none are "
                "left out."),
        message("no step"),
    ),
    "source": (
        message("Sources, word by word"),
        message("What “%(column)s” says, and the source that it stands for here. A word that has none is kept as it "
                "is, and counts as not known."),
        message("not known"),
    ),
    "department": (
        message("Departments, word by word"),
        message("What “%(column)s” says, and the department that it stands for here. Matters whose word has none come "
                "in without a department; steps with such a word are left out."),
        message("no department"),
    ),
}  # fmt: skip
