"""What can be wrong with a file that is handed in."""

from services.errors import register

register(
    {
        "intake.no_file": "There is no file %(path)s.",
        "intake.too_large": "%(name)s has %(size_mb)d MB; at most %(limit_mb)d MB are taken. Split the file.",
        "intake.not_what_it_says": "%(name)s is not what its name says: %(found)s was found. "
        "Save it again as %(wanted)s, or rename it.",
        "intake.unknown_kind": "%(name)s is of no known kind. Known are GeoJSON, GeoPackage, Shapefile "
        "(also zipped), CSV and XLSX.",
        "intake.encoding": "%(name)s is neither UTF-8 nor GB18030 text, near byte %(byte)d. Save it again as UTF-8.",
        "intake.zip": "%(name)s unpacks to more than %(limit_mb)d MB or %(ratio)d times its size; "
        "that is no honest map file.",
        "intake.unreadable": "%(name)s can't be read as %(kind)s: it is damaged or incomplete (%(why)s). "
        "Save it again and hand it in anew.",
        "intake.vertices": "%(name)s has %(count)d vertices; at most %(limit)d are taken. "
        "Simplify the outlines, or split the file.",
        "intake.zones_swapped": "In %(name)s latitude comes before longitude. Turn the axes round: "
        "longitude comes first.",
        "intake.no_batch": "There is no such file in the history, or it is not yours.",
        "intake.not_undone": "%(name)s brought no points that are still there; there is nothing to undo.",
        "intake.moved_on": "%(count)d matters of %(name)s were moved on since it came in, and their steps would be "
        "lost. Void the matters that should not be there, each on its own page.",
        "intake.frozen": "%(count)d households of %(name)s stand in a frozen edition of the register, "
        "which would no longer be what it says. This file can't be undone.",
        "intake.steps_since": "%(count)d matters of %(name)s went on since its steps came in, and would lose their "
        "footing. Nothing was undone.",
        "intake.not_all_yours": "Some points of %(name)s lie outside your grids by now. The office can undo it.",
        "intake.no_upload": "There is no such file on its way in, or it is not yours.",
        "intake.files": "Hand in one file, or the parts of one shapefile (.shp, .dbf, .prj …). These came: %(names)s.",
        "intake.no_files": "No file came. Choose one, or drop it on the page.",
        "intake.subject": "Your role does not take in %(subject)s. The office does.",
        "intake.not_checked": "The file has not been checked as it is to be read now. Check it first.",
        "intake.at_work": "This file is being worked on. Wait until that ends, or cancel it.",
        "intake.files_gone": "The file is not kept any more. Hand it in again.",
        "intake.layer": "%(name)s has several layers: %(layers)s. Name one with --layer.",
        "intake.empty": "%(name)s has no rows.",
        "intake.columns": "No column for %(fields)s was found in %(name)s. Its columns are: %(columns)s. "
        "Choose one where the columns are named, or with --map %(field)s=COLUMN on the command line.",
        "intake.no_such_column": "There is no column “%(column)s” in %(name)s. Its columns are: %(columns)s.",
        "intake.frame": "“%(text)s” is no coordinate frame. Use for example EPSG:4490, EPSG:4547, gcj02 or bd09.",
        "intake.not_degrees": "%(name)s names no coordinate frame, and its numbers (%(west).0f, %(south).0f … "
        "%(east).0f, %(north).0f) are no degrees. They may be: %(candidates)s. Name the frame with --frame.",
        "intake.looks_like": "The points of %(name)s look like %(frame)s: %(after)d %% inside after conversion, "
        "%(before)d %% before. Run it again with --frame %(argument)s, or with --frame wgs84 to take them as they are.",
        "intake.edition_needed": "%(name)s brings boundaries of no edition yet. Name the day, reason and "
        "document number with --from, --reason and --document.",
        "intake.many_stages": "Column %(column)s holds %(count)d different words; a column of stages has at most "
        "%(most)d. Choose another one, or none.",
        "intake.meanwhile": "While the file was being written, number %(ref)s came in on another way. Nothing was "
        "written; take the file in once more, and what is there already is left as it is.",
        "intake.department": "The office has no department with the code “%(code)s”. Its departments are: %(codes)s.",
        "intake.level_taken": "The edition “%(edition)s” has boundaries of level %(level)s already. "
        "Take the file in as a new edition.",
        "intake.level": "“%(level)s” in row %(row)d is no level. Levels are subdistrict, community, area, grid.",
    }
)
