"""The whole run as JSON: ids, exact numbers, both titles; the same run gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO

import pyarrow as pa

from jicha.audit.results import RunResult
from jicha.press.run import Background
from jicha.terms.cause import Cause
from jicha.terms.coverage import Coverage

FORMAT = "jicha.run/1"
_ROWS_AT_ONCE = 20_000
_JSON_COLUMN = "evidence"


def write_json(run: RunResult, background: Background, path: Path) -> None:
    """Write everything a run found, in UTF-8, one finding a line: complete, in the run's own order.

    Amounts are JSON numbers with all their decimals (read them with a decimal parser to keep them exact); what was
    not stated is null.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"format":{text_of(FORMAT)}')
        file.write(f',\n"run":{text_of(_meta(run))}')
        file.write(f',\n"rules":{text_of(_rules(run, background))}')
        _write_list(file, "coverage", (text_of(_coverage(one)) for one in run.coverage))
        _write_list(file, "causes", (text_of(_cause(one)) for one in run.causes))
        _write_list(file, "findings", _findings(run.findings))
        _write_list(file, "cause_members", _findings(run.siblings))
        file.write("\n}\n")


def text_of(value: object) -> str:
    """One value as compact JSON; decimals as numbers with the decimals they have, dates as ISO text."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{text_of(str(key))}:{text_of(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(text_of(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _write_list(file: IO[str], name: str, items: Iterable[str]) -> None:
    file.write(f',\n"{name}":[')
    for number, item in enumerate(items):
        file.write(f"{',' if number else ''}\n{item}")
    file.write("]")


def _findings(findings: pa.Table) -> Iterator[str]:
    names = findings.column_names
    for start in range(0, findings.num_rows, _ROWS_AT_ONCE):
        part = findings.slice(start, _ROWS_AT_ONCE)
        for values in zip(*(part[name].to_pylist() for name in names), strict=True):
            yield text_of({name: _parsed(name, value) for name, value in zip(names, values, strict=True)})


def _parsed(name: str, value: object) -> object:
    """Evidence is JSON already; it is read once more, so that the file stays whole whatever a page yields."""
    if name == _JSON_COLUMN and isinstance(value, str):
        return [{"name": item[0], "value": item[1], "unit": item[2] or ""} for item in json.loads(value)]
    return value


def _meta(run: RunResult) -> dict[str, object]:
    meta = run.meta
    return {
        "run_id": meta.run_id,
        "from": meta.window.start,
        "to": meta.window.end,
        "today": meta.today,
        "batches": list(meta.batches),
    }


def _rules(run: RunResult, background: Background) -> dict[str, object]:
    found: dict[str, object] = {}
    for code, digest in sorted(run.meta.rule_digests.items()):
        page = background.pages.get(code)
        found[code] = {
            "title": page.title if page else code,
            "title_zh": page.title_zh if page else code,
            "severity": page.severity if page else "",
            "impact": page.impact if page else "",
            "topic": page.topic if page else "",
            "digest": digest,
            "parameters": [
                {"name": one.name, "value": one.value, "unit": one.unit} for one in run.meta.parameters.get(code, ())
            ],
        }
    return found


def _coverage(one: Coverage) -> dict[str, object]:
    return {
        "code": one.code,
        "tested": one.tested,
        "found": one.found,
        "spared": one.spared,
        "unsure": dict(sorted(one.unsure.items())),
        "excluded": dict(sorted(one.excluded.items())),
        "skipped": one.skipped,
    }


def _cause(one: Cause) -> dict[str, object]:
    plain = {name: getattr(one, name) for name in (
        "cause_id", "code", "kind", "found", "tested", "share", "orgs", "first", "last", "at_stake_kwh",
        "at_stake_money", "sample", "rest_found", "rest_tested", "lift", "lift_at_least", "customers",
        "standing", "same_as", "kwh_back", "money_back")}  # fmt: skip
    return plain | {"attributes": [{"name": shared.name, "values": shared.values} for shared in one.attributes]}
