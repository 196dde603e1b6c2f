"""The outputs in docs/price-policy.md: run the commands of the tutorial, and write what they say into the page.

``python tests/builders/policy_tutorial.py`` writes them; the end-to-end test of price policies compares.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import policy_region as region
from typer.testing import CliRunner

from jicha.cli.commands import app

PAGE = Path(__file__).resolve().parents[2] / "docs" / "price-policy.md"
_BLOCK = re.compile(r"(<!-- (\w+):begin -->\n```text\n).*?(```\n<!-- \2:end -->)", re.DOTALL)
_NUMBER = re.compile(r"\b[0-9a-f]{24,32}\b")
_RULES = ("--rule", "BIL-048", "--rule", "BIL-059")


def outputs(folder: Path) -> dict[str, str]:
    """What each command of the tutorial says, by the name of its block: ``en_begin``, ``zh_march`` and so on."""
    return {
        f"{language}_{name}": text
        for language in ("en", "zh")
        for name, text in _told(_made(folder / language), language).items()
    }


def written(page: str, blocks: Mapping[str, str]) -> str:
    """The page with every block filled. Raises KeyError for a block that no command fills."""
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found[2]]}\n{found[3]}", page)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return region.make(folder)


def _told(root: Path, language: str) -> dict[str, str]:
    def say(*words: str, day: str) -> str:
        asked = ["policy", *words, "--store", str(root), "--language", language]
        when = () if words[0] == "show" else ("--received-at", f"{day}T12:00:00")
        done = CliRunner().invoke(app, [*asked, *when], env={"COLUMNS": "110"})
        assert done.exit_code in (0, 1), done.exception
        return tidy(done.output)

    book, touched = str(root.parent / "new.yaml"), str(root.parent / "touched.csv")
    begin = ("begin", book, "--from", "2025-03-01", "--cycles", "3", "--by", "Li Ming", "--on", "2025-02-25")
    told = {"begin": say(*begin, "--csv", touched, *_RULES, day="2025-02-25")}
    region.march(root)
    told["march"] = _of_causes(say("watch", "--today", "2025-04-03", day="2025-04-03"))
    told["again"] = say("watch", "--today", "2025-04-03", day="2025-04-04")
    region.april(root)
    say("watch", "--today", "2025-05-05", day="2025-05-05")
    region.correct(root)
    told["corrected"] = _of_policy(say("watch", "--today", "2025-05-20", day="2025-05-20"))
    told["show"] = say("show", day="2025-05-21")
    return told


def tidy(text: str) -> str:
    """Without the places and numbers that differ from machine to machine and from release to release."""
    text = re.sub(r"\S*(touched\.csv)", r"\1", text)
    return "\n".join(line.rstrip() for line in _NUMBER.sub("…", text).strip("\n").splitlines())


def _of_causes(text: str) -> str:
    """From the heading of the causes on, without what stands between them and the policy."""
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line in ("Common causes", "共性原因"))
    end = next(at for at in range(start, len(lines)) if not lines[at])
    return "\n".join([*lines[start:end], "", _of_policy(text)])


def _of_policy(text: str) -> str:
    lines = text.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(("Price policy of", "电价区域")))
    return "\n".join(lines[start:])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), outputs(Path(name))), encoding="utf-8")
