"""A sheet as a PDF on A4: Chinese type, heads on every page, long texts broken, pages numbered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import FontFace

from services.export.fonts import ALL_HAN, SIMPLIFIED, Fonts
from services.export.sheet import Cell, Sheet, local_rows, printable

MEDIA_TYPE = "application/pdf"
FAMILY, RARE = "noto", "rare"
MARGIN_MM, LINE_MM, BODY_PT, HEAD_PT, FINE_PT = 15, 5.5, 9, 16, 8
INK, SOFT, RULE, SUNK = (23, 32, 35), (82, 96, 101), (190, 200, 200), (237, 241, 240)
# Upright until so many columns, else on its side.
UPRIGHT = 7
# No column is told narrower or wider than so many letters, a Han character counting as two.
NARROW, WIDE = 6, 44


class Page(FPDF):
    """A page with its number at the foot."""

    def footer(self) -> None:
        """The number of the page and of how many."""
        self.set_y(-12)
        self.set_font(FAMILY, size=FINE_PT)
        self.set_text_color(*SOFT)
        self.cell(0, 6, f"{self.page_no()} / {{nb}}", align="C")


def pdf_file(sheet: Sheet, under: Sequence[str], fonts: Fonts, made: datetime) -> bytes:
    """The whole document; `under` stands below the title, a line each.

    The same sheet and moment give the same bytes.
    """
    given = list(local_rows(sheet))
    rows = [[_written(cell) for cell in row] for row in given]
    page = Page(orientation="portrait" if len(sheet.heads) <= UPRIGHT else "landscape", format="A4")
    page.set_creation_date(made)
    page.set_title(printable(sheet.title))
    page.set_lang("zh-CN")
    _fonts(page, fonts, "".join([sheet.title, *under, *sheet.heads, *(text for row in rows for text in row)]))
    page.set_margin(MARGIN_MM)
    page.add_page()
    page.set_text_color(*INK)
    page.set_font(FAMILY, style="B", size=HEAD_PT)
    page.multi_cell(0, 9, printable(sheet.title), align="L", new_x="LMARGIN", new_y="NEXT")
    page.set_font(FAMILY, size=BODY_PT)
    page.set_text_color(*SOFT)
    for line in under:
        page.multi_cell(0, LINE_MM, printable(line), align="L", new_x="LMARGIN", new_y="NEXT")
    page.ln(3)
    _table(page, sheet.heads, rows, [_figures(row[at] for row in given) for at in range(len(sheet.heads))])
    return bytes(page.output())


def _table(page: FPDF, heads: Sequence[str], rows: Sequence[Sequence[str]], figures: Sequence[bool]) -> None:
    page.set_text_color(*INK)
    page.set_draw_color(*RULE)
    style = FontFace(emphasis="BOLD", fill_color=SUNK)
    aligns = ["RIGHT" if figure else "LEFT" for figure in figures]
    with page.table(
        borders_layout="HORIZONTAL_LINES", headings_style=style, line_height=LINE_MM, padding=(1, 2),
        col_widths=_widths(heads, rows), text_align=tuple(aligns), repeat_headings=1,
    ) as table:  # fmt: skip
        for row in [heads, *rows]:
            line = table.row()
            for text in row:
                line.cell(printable(text))


def _fonts(page: FPDF, fonts: Fonts, text: str) -> None:
    for style in ("", "B"):
        page.add_font(FAMILY, style, fonts.file(style))
    known = TTFont(fonts.file("")).getBestCmap()
    if ALL_HAN.exists() and any(ord(letter) not in known for letter in text if letter.isprintable()):
        page.add_font(RARE, "", ALL_HAN, collection_font_number=SIMPLIFIED)
        page.set_fallback_fonts([RARE], exact_match=False)


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Columns in ratio to their longest text."""
    return tuple(
        min(WIDE, max(NARROW, _letters(head), *(_letters(row[at]) for row in rows))) if rows else _letters(head)
        for at, head in enumerate(heads)
    )


def _letters(text: str) -> int:
    return sum(2 if letter > "\u2e80" else 1 for letter in text) + 1


def _figures(cells: Iterable[Cell]) -> bool:
    """Whether a column holds figures and nothing else; a code of digits is none."""
    told = [cell for cell in cells if cell is not None]
    return bool(told) and all(isinstance(cell, int | Decimal) for cell in told)


def _written(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
