"""What can be refused where boundaries are redrawn."""

from services.errors import register

register(
    {
        "redraw.operation": "“%(operation)s” is nothing that can be done to a draft.",
        "redraw.arguments": "The edit can't be read: look at “%(field)s”.",
        "redraw.unknown_code": "There is no grid %(codes)s in this draft.",
        "redraw.unknown_zone": "There is no zone %(code)s in this draft.",
        "redraw.code_taken": "The code %(codes)s is taken. Choose a free one.",
        "redraw.code_used": "The code %(code)s belonged to a grid of another edition. A code is not used twice; "
        "%(free)s is free.",
        "redraw.zone_code_used": "The code %(code)s belonged to a zone of another edition. A code is not used twice; "
        "%(free)s is free.",
        "redraw.which_parent_of_zone": "The grids lie in different zones (%(parents)s). Say which one the new zone "
        "belongs to.",
        "redraw.too_few_codes": "Choose at least two grids to merge.",
        "redraw.wrong_number_of_codes": "The line cuts %(codes)s into %(pieces)d pieces at %(lon).6f, %(lat).6f. Give "
        "as many codes.",
        "redraw.no_vertex": "There is no vertex at %(lon).6f, %(lat).6f. Load the draft again.",
        "redraw.no_edge": "No border comes near %(lon).6f, %(lat).6f. Choose a place on a border.",
        "redraw.vertex_exists": "There is a vertex at %(lon).6f, %(lat).6f already.",
        "redraw.junction": "The borders of %(codes)s meet at %(lon).6f, %(lat).6f; without this vertex they would fall "
        "apart. Move it instead.",
        "redraw.unshared_edge": "At %(lon).6f, %(lat).6f the borders of %(codes)s would no longer be one. Move a "
        "vertex that both have.",
        "redraw.self_crossing": "The border of %(codes)s would cross itself at %(lon).6f, %(lat).6f.",
        "redraw.emptied": "Nothing would be left of %(codes)s at %(lon).6f, %(lat).6f.",
        "redraw.overlap": "%(codes)s would overlap at %(lon).6f, %(lat).6f.",
        "redraw.line_crosses_itself": "The splitting line crosses itself near %(lon).6f, %(lat).6f. Draw it simpler.",
        "redraw.not_crossing": "The line does not cross %(codes)s from border to border: look at %(lon).6f, "
        "%(lat).6f. Begin and end it on the border or outside.",
        "redraw.not_adjacent": "%(codes)s do not all share a border; look at %(lon).6f, %(lat).6f. Choose neighbours.",
        "redraw.which_parent": "The grids lie in different zones (%(parents)s). Say in which one the merged grid is.",
        "draft.none": "There is no draft “%(edition)s”. It may have taken force or been discarded.",
        "draft.no_grids": "The edition “%(edition)s” has no grids that could be redrawn.",
        "draft.name_taken": "There is an edition “%(name)s” already. Choose another name.",
        "draft.moved_on": "Somebody has edited this draft meanwhile: it is at step %(seq)d, you were at %(expected)d. "
        "Look at it as it is now and repeat your edit.",
        "draft.nothing_to_undo": "There is nothing to undo.",
        "draft.nothing_to_redo": "There is nothing to redo.",
        "draft.too_long": "The draft has %(most)d edits, the most it can hold. Let it take force, then go on.",
        "draft.unchanged": "The draft changes nothing; there is nothing that could take force.",
        "draft.not_decided": "A reason and a document number are needed.",
        "draft.same_day": "The edition “%(edition)s” begins on %(day)s. Choose another day.",
        "draft.outdated": "On %(day)s the edition “%(edition)s” is in force, not “%(base)s”, which this draft is drawn "
        "on. Choose a day on which “%(base)s” is in force, or draw on “%(edition)s” anew.",
        "edition.not_in_force": "The edition “%(edition)s” is not in force.",
        "edition.rests": "The edition “%(edition)s” can't be withdrawn: %(reasons)s",
    }
)
