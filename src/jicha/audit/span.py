"""Over which days a snapshot's records lie: the window of an audit that names none."""

from __future__ import annotations

from datetime import date

from jicha.store.snapshot import Snapshot
from jicha.terms.errors import Fault, JichaError, Words


class NothingToAudit(JichaError):
    """A store without any dated record."""


def span_of(snapshot: Snapshot) -> tuple[date, date]:
    """The first and the last day any delivered record lies on. Raises NothingToAudit."""
    spans = [span for name in snapshot.tables if (span := snapshot.days(name)) is not None]
    if not spans:
        message = Words("the store holds no dated record", "数据库中没有带日期的数据")
        remedy = Words("Bring in a delivery: jicha intake load ...", "请先导入数据：jicha intake load 文件。")
        raise NothingToAudit(Fault.of(message, remedy, str(snapshot.root)))
    return min(first for first, _ in spans), max(last for _, last in spans)
