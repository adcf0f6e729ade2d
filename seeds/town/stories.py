"""What is hidden in the town, so that every feature has something true to find."""

from dataclasses import dataclass

from seeds.town.zones import SUBDISTRICT_CODE

HOTSPOT = f"{SUBDISTRICT_CODE}001010"
UNPATROLLED = f"{SUBDISTRICT_CODE}005004"
ARMCHAIR = f"{SUBDISTRICT_CODE}003002"
SHIFTED = f"{SUBDISTRICT_CODE}002006"
PARK = f"{SUBDISTRICT_CODE}002008"
# The grids that the edition of July changes, made, ended, or given other outlines.
CHANGED = tuple(SUBDISTRICT_CODE + n for n in ("001006", "001007", "002011", "002017", "003015", "003016", "003018"))
STRICT, LENIENT = "i-002-1", "i-005-2"
# The department that handles slowly.
SLOW = "zf"
# Points above or below the others for the same grid.
STRICT_BIAS, LENIENT_BIAS = -6.0, 6.0


@dataclass(frozen=True, slots=True)
class Story:
    """One planted truth: where it lies (grids by code, people by login), and what is to be found there."""

    key: str
    where: tuple[str, ...]
    zh: str
    en: str


def stories() -> list[Story]:
    """All of them."""
    return [
        Story("hotspot", (HOTSPOT,), "市场所在网格，事项数是其他网格平均的三倍以上。",
              "The grid of the market has more than three times the matters of an average grid."),
        Story("unpatrolled", (UNPATROLLED,), "全年无人巡查，无事项不等于无问题。",
              "Nobody patrolled this grid all year; that little is reported proves nothing."),
        Story("armchair", (ARMCHAIR,), "该网格的走访都在同一处几米之内上报。",
              "All visits of this grid were sent from one spot, within a few metres."),
        Story("gcj02", (SHIFTED, f"d{SHIFTED[9:]}"), "该设备上报的是 GCJ-02 坐标，偏移约五百米。",
              "This device reports GCJ-02, so its points lie some hundred metres off."),
        Story("boundary_change", CHANGED, "2026 年 7 月调整边界：一处划转、一处拆分、一处合并。",
              "In July 2026 a block changed its grid, one grid was split, and two became one."),
        Story("strict_inspector", (STRICT,), "该督查员打分比他人低约六分。",
              "This inspector scores about six points below the others."),
        Story("lenient_inspector", (LENIENT,), "该督查员打分比他人高约六分。",
              "This inspector scores about six points above the others."),
        Story("slow_department", (SLOW,), "综合行政执法队处置慢，派遣给它的事项大多超期。",
              "The law enforcement team handles slowly; most of what it is given runs late."),
        Story("no_households", (PARK,), "公园网格没有住户，每百户指标不适用。",
              "The grid of the park has no households; figures per household do not apply."),
        Story("outside", (), "至少四十件事项落在街道边界之外，隔路相望。",
              "At least forty matters lie outside the subdistrict, as from across the road."),
    ]  # fmt: skip
