"""The reference pages of the shipped profiles: ``python -m jicha.intake.docs`` (make docs)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from jicha.intake.condition import Condition
from jicha.intake.expression import Expression
from jicha.intake.matching import known_profiles
from jicha.intake.profile import Confidence, FileKind, Profile, Target
from jicha.terms.generated_pages import GeneratedPages

FOLDER = "profiles"
_MARK = "<!-- Generated: change the profile and run `make docs`. -->"
_CONFIDENCE = {
    Confidence.DOCUMENTED: ("published header words", "表头出自公开资料"),
    Confidence.OBSERVED: ("read off real files", "表头来自真实文件"),
    Confidence.OWN_GUESS: ("our own guess: no file has been seen", "自行推测, 未见过真实文件"),
}
_RUN = 5  # columns that count, such as P1..P96, stand in one line from this many on


def pages() -> dict[str, str]:
    """Every generated page: path under docs/ -> text."""
    written = {f"{FOLDER}/{one.name}.md": _page(one) for one in known_profiles()}
    return written | {f"{FOLDER}/README.md": _index()}


def differences(folder: Path) -> list[str]:
    """What in ``folder`` (docs/) is not as generated."""
    return GeneratedPages(pages(), _MARK, "profile").differences(folder)


def write(folder: Path) -> int:
    """Write all pages under ``folder`` (docs/); returns how many."""
    return GeneratedPages(pages(), _MARK, "profile").write(folder)


def _index() -> str:
    lines = [
        "# Shipped profiles · 内置导入配置",
        "",
        _MARK,
        "",
        "How a profile is written and how exports of one utility find each other: [mapping profiles](../profiles.md).",
        "",
        "| profile | source | what | 说明 | files | header words · 表头依据 |",
        "|---|---|---|---|---|---|",
    ]
    for one in known_profiles():
        kinds = ", ".join(kind.name for kind in one.files)
        cells = [f"[{one.name}]({one.name}.md)", one.source, one.description, one.description_zh, kinds]
        lines.append(_row([*cells, " · ".join(_CONFIDENCE[one.confidence])]))
    return "\n".join([*lines, ""])


def _page(profile: Profile) -> str:
    english, chinese = _CONFIDENCE[profile.confidence]
    lines = [
        f"# {profile.name}",
        "",
        _MARK,
        "",
        f"{profile.description} · {profile.description_zh}",
        "",
        f"* Source · 来源: identifiers begin with `{profile.source}:`",
        f"* Header words · 表头依据: {english} · {chinese}. {' '.join(profile.confidence_from.split())}",
    ]
    lines += [
        f"* Complete by · 完整性: `{one.record}` by `{one.dated}`, days at most {one.gap_days} apart · "
        f"按 `{one.dated}` 判断, 间隔不超过 {one.gap_days} 天"
        for one in profile.feeds
    ]
    for kind in profile.files:
        lines += ["", *_kind(kind)]
    return "\n".join([*lines, ""])


def _kind(kind: FileKind) -> Iterator[str]:
    yield f"## {kind.name}"
    yield ""
    if kind.confidence:
        yield f"Header words · 表头依据: {' · '.join(_CONFIDENCE[kind.confidence])}."
        yield ""
    yield "| column 列名 | must be there 必需 | other spellings 其他写法 | goes to 去向 |"
    yield "|---|---|---|---|"
    for (goes, needed, spellings), group in groupby(_words(kind), key=lambda one: one[1:]):
        words = [one[0] for one in group]
        if len(words) < _RUN or not all(one[-1].isdigit() for one in words):
            yield from (_row([word, needed, spellings, goes]) for word in words)
        else:
            yield _row([f"{words[0]} ... {words[-1]} ({len(words)})", needed, spellings, goes])
    yield ""
    yield "| table 数据表 | column 字段 | how 方式 | from 取自 |"
    yield "|---|---|---|---|"
    for target in kind.targets:
        yield from _target(target)
    if kind.constants:
        yield ""
        yield f"Constants · 常量: {', '.join(f'{word} = {value}' for word, value in kind.constants.items())}."


def _words(kind: FileKind) -> Iterator[tuple[str, str, str, str]]:
    ignored = {one.column: f"not read: {one.because} · 不读取: {one.because_zh}" for one in kind.ignored}
    read: dict[str, dict[str, None]] = {}
    for target in kind.targets:
        for place, words in _places(target):
            for word in words:
                read.setdefault(word, {})[place] = None
    for word in (*kind.header, *kind.optional):
        goes = ignored.get(word) or ", ".join(read.get(word, {})) or "decides which table · 判定数据表"
        yield word, goes, "yes 是" if word in kind.header else "", ", ".join(kind.synonyms.get(word, ()))


def _places(target: Target) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, expression in target.columns.items():
        yield f"`{target.table}.{name}`", expression.reads
    if target.curve:
        yield "`curve.day`, `curve.slots`", (target.curve.moment,)
        for code, word in target.curve.quantities.items():
            yield f"`curve` {code} ({target.curve.unit})", (word,)


def _target(target: Target) -> Iterator[str]:
    notes = [target.kind.value, *(["later deliveries correct 后到更正"] if target.corrections else [])]
    if target.when:
        notes.append(f"where 条件: {_condition(target.when)}")
    yield _row([f"**{target.table}**", "", "; ".join(notes), ""])
    for name, expression in target.columns.items():
        yield _row(["", name, _how(expression), _short(expression.reads)])
    if target.curve:
        moment = "end of the slot 时段末" if target.curve.at_end else "start of the slot 时段始"
        yield _row(["", "slots", f"{target.curve.slot_minutes} min, {moment}", target.curve.moment])
        for code, word in target.curve.quantities.items():
            yield _row(["", code, f"× {target.curve.times} {target.curve.unit}", word])


def _how(expression: Expression) -> str:
    word = type(expression.transform).__module__.rpartition(".")[2]
    if expression.type.code_list:
        word += f" ([{expression.type.code_list}](../codes/README.md#{expression.type.code_list}))"
    return f"{word}, where 条件: {_condition(expression.when)}" if expression.when else word


def _condition(one: Condition) -> str:
    said = []
    if one.words:
        said.append(f"{one.column} is 为 {', '.join(one.words)}")
    if one.other_than:
        said.append(f"{one.column} is not 非 {', '.join(one.other_than)}")
    if one.given is not None:
        said.append(f"{one.column} {'is given 有值' if one.given else 'is blank 无值'}")
    return "; ".join([*said, *([_condition(one.also)] if one.also else [])])


def _short(words: tuple[str, ...]) -> str:
    distinct = list(dict.fromkeys(words))
    return ", ".join(distinct) if len(distinct) <= 2 * _RUN else f"{distinct[0]} ... {distinct[-1]} ({len(distinct)})"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(one.replace('|', '&#124;') for one in cells)} |"


def main(arguments: list[str]) -> int:
    """Write the pages under the folder given, or docs/ here."""
    folder = Path(arguments[0]) if arguments else Path("docs")
    print(f"{write(folder)} pages of the profiles written under {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
