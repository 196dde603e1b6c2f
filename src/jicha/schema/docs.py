"""The reference pages of the schema, written from the CSVs: ``python -m jicha.schema.docs`` (make docs)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from jicha.schema.load import code_list, code_lists, tables
from jicha.schema.table import CodeList, Column, Table
from jicha.terms.generated_pages import GeneratedPages

CHAPTERS = "table_group"
_MARK = "<!-- Generated: change the CSV and run `make docs`. -->"


def pages() -> dict[str, str]:
    """Every generated page: path under docs/ -> text."""
    readers = _readers()
    written = {f"schema/{table.name}.md": _table_page(table, readers) for table in tables().values()}
    return written | {"schema/README.md": _index(), "codes/README.md": _codes_page()}


def differences(folder: Path) -> list[str]:
    """What in ``folder`` (docs/) is not as generated."""
    return GeneratedPages(pages(), _MARK, "table").differences(folder)


def write(folder: Path) -> int:
    """Write all pages under ``folder`` (docs/); returns how many."""
    return GeneratedPages(pages(), _MARK, "table").write(folder)


def _index() -> str:
    lines = [
        "# Canonical tables · 标准数据表",
        "",
        _MARK,
        "",
        f"{len(tables())} tables with {sum(len(one.columns) for one in tables().values())} columns. What a delivery "
        "brings is mapped to these; rules, facts and kernels read nothing else. Every row also carries `batch_id`, "
        "`received_at` and `source_row`, which the store adds.",
        "",
        "Types: `text`, `integer`, `decimal(p,s)`, `boolean`, `date`, `month` (its first day), `instant` (UTC, no "
        "zone), `code(list)` (see [code lists](../codes/README.md)), `list(integer)` (a curve). Periods are half-open: "
        "the day they end with is the first one outside. A time column says when a row happened; rows that hold from a "
        "day to a day have none. Money is CNY with two decimals; a unit of `1` is a plain "
        "number. Names under State Grid are those of SG186 in capitals, of 营销2.0 and the loss screens in mixed case. "
        "The example is the harmless value that an example row of a rule page has when the page says nothing; "
        "a blank one is NULL.",
        "",
        "DDL for DuckDB, Spark, SQLite and PostgreSQL: `python -m jicha.schema.ddl duckdb`. Which rule of the "
        "catalogue reads what: [inputs of the rules](inputs-of-the-rules.md).",
        "",
    ]
    for chapter, (english, chinese) in code_list(CHAPTERS).meanings.items():
        lines += [f"## {english} · {chinese}", "", "| table | what | 说明 | key |", "|---|---|---|---|"]
        lines += [
            f"| [{one.name}]({one.name}.md) | {one.meaning} | {one.meaning_zh} | {', '.join(one.primary_key)} |"
            for one in tables().values()
            if one.group == chapter
        ]
        lines.append("")
    return "\n".join(lines)


def _table_page(table: Table, readers: Mapping[str, set[str]]) -> str:
    chapter = code_list(CHAPTERS).meanings[table.group]
    facts = [
        ("Chapter · 分类", " · ".join(chapter)),
        ("Primary key · 主键", ", ".join(table.primary_key)),
        ("Corrections replace by · 更正键", ", ".join(table.correction_key)),
        ("Time column · 时间列", table.time_column or "none"),
        ("Path to the organisation · 归属单位路径", " → ".join(table.org_path) or "none: holds for all"),
        ("Referenced by · 被引用", ", ".join(f"[{name}]({name}.md)" for name in sorted(readers.get(table.name, ())))),
        ("CIM", table.cim),
        ("State Grid · 国网", table.sg_code),
    ]
    lines = [f"# {table.name}", "", _MARK, "", f"{table.meaning} · {table.meaning_zh}", ""]
    lines += [f"* {word}: {text}" for word, text in facts if text]
    lines += [
        "",
        "| column | type | unit | null | references | example | meaning | 含义 | privacy | CIM | State Grid |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        *(_column_row(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _column_row(column: Column) -> str:
    kind = str(column.type)
    if column.type.code_list:
        kind = f"[{kind}](../codes/README.md#{column.type.code_list})"
    target = column.references
    cells = [
        f"**{column.name}**" if column.in_primary_key else column.name,
        kind,
        column.unit,
        "yes" if column.nullable else "",
        f"[{'.'.join(target)}]({target[0]}.md)" if target else "",
        f"`{column.example}`" if column.example else "",
        column.meaning,
        column.meaning_zh,
        column.privacy.name.lower(),
        column.cim,
        column.sg_code,
    ]
    return f"| {' | '.join(cells)} |"


def _readers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in tables().values():
        for column in one.columns:
            if column.references:
                found.setdefault(column.references[0], set()).add(one.name)
    return found


def _codes_page() -> str:
    lines = [
        "# Code lists · 代码表",
        "",
        _MARK,
        "",
        f"{len(code_lists())} lists. The codes and their wording are ours; the columns on the right say which codes of "
        "a source are mapped to them. Confidence: A official list, B second hand, C derived or ours, U unconfirmed.",
        "",
    ]
    used = _users()
    for one in code_lists().values():
        lines += _code_table(one, used.get(one.name, []))
    return "\n".join(lines)


def _code_table(one: CodeList, users: list[str]) -> Iterator[str]:
    sources = list(one.mappings)
    theirs = {source: _inverted(one.mappings[source]) for source in sources}
    yield f"## {one.name}"
    yield ""
    yield f"Used by · 使用处: {', '.join(users)}." if users else "Chapters of the tables · 数据表分类."
    yield ""
    yield f"| {' | '.join(['code', 'meaning', '含义', 'confidence', *sources])} |"
    yield "|---" * (4 + len(sources)) + "|"
    for code, (english, chinese) in one.meanings.items():
        mapped = [", ".join(theirs[source].get(code, [])) for source in sources]
        yield f"| {' | '.join([f'`{code}`', english, chinese, one.confidence[code], *mapped])} |"
    yield ""


def _inverted(mapping: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for theirs, ours in mapping.items():
        found.setdefault(ours, []).append(theirs)
    return found


def _users() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in tables().values():
        for column in one.columns:
            if column.type.code_list:
                entry = f"[{one.name}.{column.name}](../schema/{one.name}.md)"
                found.setdefault(column.type.code_list, []).append(entry)
    return found


def main(arguments: list[str]) -> int:
    """Write the pages under the folder given, or docs/ here."""
    folder = Path(arguments[0]) if arguments else Path("docs")
    print(f"{write(folder)} pages of the schema written under {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
