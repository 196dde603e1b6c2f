"""The budgets hold, may only tighten, and each measure sees what it is meant to see."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import measures
import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE = "tests/house/budgets.toml"
BUDGETS = tomllib.loads((ROOT / FILE).read_text(encoding="utf-8"))


def test_no_file_is_too_long() -> None:
    assert measures.long_files(ROOT, BUDGETS["longest_file"]) == []


def test_everything_public_has_a_docstring() -> None:
    found = measures.undocumented(ROOT)
    assert len(found) <= BUDGETS["undocumented"], "\n".join(found)


def test_every_module_has_a_test_of_its_name_or_a_reason_why_not() -> None:
    found, excused = set(measures.untested_modules(ROOT)), set(BUDGETS["untested_modules"])
    assert not found - excused, "\n".join(sorted(found - excused))
    assert not excused - found, "now tested, or gone: take it off the list"
    assert all(BUDGETS["untested_modules"].values())


def test_no_file_is_named_for_nothing() -> None:
    found = measures.nameless_files(ROOT)
    assert len(found) <= BUDGETS["nameless_files"], "\n".join(found)


def test_no_work_is_left_open() -> None:
    found = measures.open_ends(ROOT)
    assert len(found) <= BUDGETS["open_ends"], "\n".join(found)


def test_no_link_is_dead() -> None:
    found = measures.dead_links(ROOT)
    assert len(found) <= BUDGETS["dead_links"], "\n".join(found)


def test_budgets_have_never_been_tighter_than_now() -> None:
    commits = git("log", "--format=%H", "--", FILE).split()
    for commit in commits:
        before = git("show", f"{commit}:{FILE}", check=False)
        earlier = tomllib.loads(before) if before else {}
        if earlier.get("edition") == BUDGETS["edition"]:
            assert loosened(earlier, BUDGETS) == [], f"looser than in {commit[:10]}"


def test_a_looser_budget_is_seen() -> None:
    before = {"longest_file": 400, "untested_modules": {"a.py": "why"}}
    assert loosened(before, {"longest_file": 399, "untested_modules": {}}) == []
    assert loosened(before, {"longest_file": 401, "untested_modules": {}}) == ["longest_file"]
    assert loosened(before, {"longest_file": 400, "untested_modules": {"b.py": "why"}}) == ["untested_modules"]
    assert loosened(before, {"untested_modules": {}}) == ["longest_file"]


def loosened(before: dict[str, object], now: dict[str, object]) -> list[str]:
    """The budgets that are looser now than before, or gone."""
    return [
        name
        for name, old in before.items()
        if name not in now or (set(now[name]) - set(old) if isinstance(old, dict) else now[name] > old)
    ]


# Positive controls: what is planted -> which measure must name it.
PLANTS = {
    "a long file": ({"src/jicha/terms/long.py": "x = 1\n" * 401}, "long_files"),
    "a long kernel": ({"src/jicha/facts/long.py": '"""---\nfact: long\n"""\n' + "x = 1\n" * 401}, "long_files"),
    "a module without docstring": ({"src/jicha/terms/bare.py": "x = 1\n"}, "undocumented"),
    "a class without docstring": ({"src/jicha/terms/bare.py": '"""M."""\nclass Bare:\n    pass\n'}, "undocumented"),
    "a method without docstring": (
        {"src/jicha/terms/bare.py": '"""M."""\nclass A:\n    """A."""\n    def bare(self):\n        return 1\n'},
        "undocumented",
    ),
    "a module without a test": ({"src/jicha/pages/check/new.py": "def f():\n    return 1\n"}, "untested_modules"),
    "a test in another room": (
        {"src/jicha/pages/new.py": "def f():\n    return 1\n", "tests/store/test_new.py": ""},
        "untested_modules",
    ),
    "utils": ({"src/jicha/terms/utils.py": ""}, "nameless_files"),
    "helpers as a room": ({"src/jicha/helpers/dates.py": ""}, "nameless_files"),
    "a to-do": ({"src/jicha/terms/open.py": "x = 1  # TO" + "DO later\n"}, "open_ends"),
    "a stub": ({"src/jicha/terms/open.py": "def f():\n    raise NotImplementedError\n"}, "open_ends"),
    "a bare except": ({"bench/open.py": "try:\n    pass\nexcept:\n    pass\n"}, "open_ends"),
    "a broad except": ({"bench/open.py": "try:\n    pass\nexcept Exception:\n    pass\n"}, "open_ends"),
    "a blanket ignore": ({"src/jicha/terms/open.py": "x: int = ''  # type" + ": ignore\n"}, "open_ends"),
    "a skip without reason": ({"tests/terms/test_x.py": "import pytest\npytestmark = pytest.mark.skip\n"}, "open_ends"),
    "a dead link": ({"docs/page.md": "See [there](nowhere.md).\n"}, "dead_links"),
    "a dead picture": ({"docs/page.md": '<img src="nowhere.svg">\n'}, "dead_links"),
}

FINE = {
    "src/jicha/terms/values.py": '"""Values."""\n\nLIMIT = 3\n',
    "src/jicha/pages/check/names.py": '"""Names."""\n\n\ndef f():\n    """One."""\n    return 1\n',
    "src/jicha/facade.py": '"""The door."""\n\n\ndef f():\n    """One."""\n    return 1\n',
    "tests/pages/check/test_pages_check_names.py": "def test_f():\n    pass\n",
    "tests/test_facade.py": "def test_f():\n    pass\n",
    "docs/page.md": "See [the other](other.md#part) and [home](https://example.org/x.md), not `[x](y.md)`.\n",
    "docs/other.md": "# Other\n",
}


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_fault_is_seen(plant: str, tmp_path: Path) -> None:
    files, measure = PLANTS[plant]
    found = measured(tree(tmp_path, files), measure)
    assert found
    assert any(str(next(iter(files))) in line for line in found)


def test_a_tree_in_order_has_no_faults(tmp_path: Path) -> None:
    root = tree(tmp_path, FINE)
    names = ("long_files", "undocumented", "untested_modules", "nameless_files", "open_ends", "dead_links")
    assert {name: measured(root, name) for name in names} == {name: [] for name in names}


def measured(root: Path, name: str) -> list[str]:
    """One measure of a tree, with the budget as limit where it has one."""
    return measures.long_files(root, BUDGETS["longest_file"]) if name == "long_files" else getattr(measures, name)(root)


def tree(root: Path, files: dict[str, str]) -> Path:
    """A repository with these files."""
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def git(*words: str, check: bool = True) -> str:
    """What git says of this project; empty where it fails and may."""
    run = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=check)
    return run.stdout if run.returncode == 0 else ""
