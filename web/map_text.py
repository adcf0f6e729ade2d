"""The sentences that the modules of the map page say, in the reader's language."""

from services.messages import Lang, message

TEXTS = {
    "zero": message("zero"),
    "no_data": message("no data"),
    "withheld": message("withheld, partly outside your scope"),
    "not_applicable": message("not applicable"),
    "chosen": message("%(name)s: %(figure)s %(unit)s"),
    "chosen_ranked": message("%(name)s: %(figure)s %(unit)s, rank %(rank)s of %(n)s"),
    "chosen_state": message("%(name)s: %(state)s"),
    "found": message("Shown on the map: %(label)s"),
    "search_label": message("What was found"),
    "search_hits": message("%(n)s found; choose with the arrow keys"),
    "search_none": message("Nothing found in your scope"),
    "search_failed": message("The search does not answer. Type on to try again."),
    "unreachable": message("The server was not reached. What you see is the last that arrived."),
    "signed_out": message("Your session has ended. Load the page again and sign in."),
    "refused": message("The server could not answer this. Load the page again, or choose something else."),
    "undrawn": message("The map could not be drawn; the table is complete."),
    "no_style": message("The live map did not arrive. The plain map and the table are complete."),
    "no_zones": message("The outlines of the map did not arrive; the table is complete."),
    "without_webgl": message("Without WebGL this browser draws no live map; the plain map and the table are complete."),
    "split": message("Width of the list"),
    "again": message("Try again"),
    "close": message("Close"),
    "point": message("The chosen point"),
    "copied": message("The link is copied"),
    "not_copied": message("The link could not be copied. Copy it from the address bar."),
    "presenting": message("Presenting: arrow keys go through time, Esc ends"),
    "presented": message("Presenting ended"),
    "Map.Title": message("Map; arrow keys move it, Enter chooses what is in the middle"),
    "NavigationControl.ZoomIn": message("Zoom in"),
    "NavigationControl.ZoomOut": message("Zoom out"),
    "ScaleControl.Meters": message("m"),
    "ScaleControl.Kilometers": message("km"),
}


def map_text(lang: Lang) -> dict[str, str]:
    """Every sentence by its key; figures stay as `%(name)s` for the modules to put in."""
    return {key: said.render(lang) for key, said in TEXTS.items()}
