"""Which column is which: guessed from names in Chinese and English, shown, and overridable."""

from collections.abc import Mapping, Sequence

from services.errors import Invalid
from services.intake.features import Features
from services.intake.fields import FIELDS
from services.messages import joined

SYNONYMS: dict[str, tuple[str, ...]] = {
    "level": ("level", "级别", "层级"),
    "code": ("code", "编码", "代码", "网格编码", "社区编码", "id"),
    "name": ("name", "名称", "网格名称", "社区名称"),
    "parent": ("parent", "parent_code", "上级", "上级编码"),
    "kind": ("kind", "类型", "type", "highway"),
    "ref": ("ref", "编号", "id", "case_enquiry_id", "sr_number"),
    "lon": ("lon", "lng", "longitude", "经度", "經度", "x"),
    "lat": ("lat", "latitude", "纬度", "緯度", "y"),
    "accuracy": ("accuracy", "accuracy_m", "精度"),
    "address": ("address", "地址", "地點", "location"),
    "residents": ("residents", "人数"),
    "state": ("state", "状态"),
    "interval": ("visit_interval_days", "走访周期天"),
    "matter_code": ("code", "事项代码", "代码", "type", "类型"),
    "source": ("source", "来源", "问题来源", "案件来源", "上报来源", "信息来源"),
    "opened": ("opened_at", "上报时间", "open_dt", "created_date", "opened"),
    "due": ("due_at", "截止时间", "target_dt", "due_date", "due"),
    "closed": ("closed_at", "结案时间", "closed_dt", "close_date", "closed"),
    "status": ("案件状态", "办理状态", "处理状态"),
    "matter_ref": ("编号", "案件编号", "事项编号", "任务号", "ref", "case_enquiry_id"),
    "step": ("动作", "环节", "办理环节", "act", "step"),
    "at": ("时间", "办理时间", "操作时间", "at", "time"),
    "department": ("部门", "处置部门", "承办部门", "责任部门", "department"),
    "until": ("缓办至", "until"),
    "note": ("说明", "备注", "办理意见", "note"),
    "household": ("household_ref", "户编号"),
    "found": ("found", "走访结果", "结果"),
    "visitor": ("visitor", "走访人"),
    "device": ("device", "设备"),
    "zone": ("所属网格", "网格", "所属社区", "社区", "里別", "里别", "ward", "precinct", "zone", "stated_zone"),
    "visited": ("visited_at", "走访时间", "time"),
    "left": ("left_at", "离开时间"),
    "form": ("form", "表单"),
    "sent": ("sent_at", "发送时间"),
    "received": ("received_at", "接收时间"),
}


def likely(columns: Sequence[str], fields: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """The column of each field: as given (an empty one means none), else the first synonym that is there."""
    by_name = {c.strip().lower(): c for c in columns}
    mapping: dict[str, str] = {}
    for field in fields:
        found = given.get(field)
        if found is None:
            found = next(
                (by_name[s] for s in SYNONYMS[field] if s in by_name and by_name[s] not in mapping.values()), ""
            )
        if found:
            mapping[field] = found
    return mapping


def guess(
    features: Features, fields: Sequence[str], given: Mapping[str, str], required: Sequence[str]
) -> dict[str, str]:
    """The column of each field: as given, else the first synonym that the file has.

    Raises Invalid where a given column is not there, or a required field has none.
    """
    columns = ", ".join(features.columns)
    for column in given.values():
        if column and column not in features.columns:
            raise Invalid("intake.no_such_column", column=column, name=features.name, columns=columns)
    mapping = likely(features.columns, fields, given)
    missing = [field for field in required if field not in mapping]
    if missing:
        raise Invalid(
            "intake.columns",
            fields=joined([FIELDS[field] for field in missing], " / "),
            field=missing[0],
            name=features.name,
            columns=columns,
        )
    return mapping
