"""Where a matter comes from: the sources that figures know, and what other systems usually call them."""

from collections.abc import Mapping

from services.messages import Message, message

SOURCE_WORDS: dict[str, Message] = {
    "own_grid": message("Own grid"),
    "cross_inspection": message("Cross inspection"),
    "hotline": message("Hotline"),
    "resident": message("Resident"),
    "department": message("Department"),
    "higher_level": message("Higher level"),
}
SOURCES = tuple(SOURCE_WORDS)
# A word that is not here is asked for; a system's own words, such as the names of apps, are nobody else's.
KNOWN_SOURCES = {source: source for source in SOURCES} | {
    "own grid": "own_grid", "本网格": "own_grid", "网格员上报": "own_grid", "网格长上报": "own_grid",
    "采集员上报": "own_grid", "监督员上报": "own_grid", "网格巡查": "own_grid", "自主发现": "own_grid",
    "cross inspection": "cross_inspection", "交叉督查": "cross_inspection", "督查": "cross_inspection",
    "热线": "hotline", "12345": "hotline", "12345热线": "hotline", "市民热线": "hotline", "公众热线": "hotline",
    "居民": "resident", "市民": "resident", "居民上报": "resident", "市民上报": "resident", "公众举报": "resident",
    "群众举报": "resident", "部门": "department", "部门转办": "department", "部门移送": "department",
    "higher level": "higher_level", "上级": "higher_level", "上级交办": "higher_level", "领导交办": "higher_level",
}  # fmt: skip


def source_of(word: str, chosen: Mapping[str, str]) -> str | None:
    """The source that a word stands for: as chosen, else as it usually does, else None."""
    found = chosen[word] if word in chosen else KNOWN_SOURCES.get(word.casefold())
    return found if found in SOURCES else None
