"""The import contracts hold, and each of them catches a breach that is planted in a copy of the source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What is planted: the contract that must break -> the files to write (module path: its text).
BREACHES = {
    "river: a low room imports a high one": ("river", {"terms/planted.py": "import jicha.schema.table\n"}),
    "river: neighbours import each other": (
        "river",
        {
            "intake/__init__.py": "",
            "intake/planted.py": "from jicha.pages import planted\n",
            "pages/planted.py": "",
        },
    ),
    "river: an import hidden in a function": (
        "river",
        {"schema/planted.py": "def late() -> None:\n    from jicha.engine import engine\n    print(engine)\n"},
    ),
    "river: a room that no layer names": ("river", {"attic/__init__.py": ""}),
    "twin": (
        "twin",
        {
            "twin/__init__.py": "",
            "twin/planted.py": "import jicha.store.planted\n",
            "store/__init__.py": "",
            "store/planted.py": "",
        },
    ),
    "twin-truth": (
        "twin-truth",
        {
            "twin/__init__.py": "",
            "twin/truth/__init__.py": "",
            "twin/truth/thieves.py": "",
            "twin/scorer/planted.py": "from jicha.twin.truth import thieves\n",
            "twin/planted.py": "from jicha.twin.truth import thieves\n",
        },
    ),
    "twin-truth: the command line reads it itself": (
        "twin-truth",
        {"cli/planted.py": "from jicha.twin.truth import read\n"},
    ),
    "desk-rooms": (
        "desk-rooms",
        {
            "desk/__init__.py": "",
            "desk/people/__init__.py": "",
            "desk/people/models.py": "from jicha.desk.cases import models\n",
            "desk/cases/__init__.py": "",
            "desk/cases/models.py": "",
        },
    ),
    "desk-door": (
        "desk-door",
        {
            "desk/__init__.py": "",
            "desk/cases/__init__.py": "",
            "desk/cases/models.py": "from jicha.terms import verdict\nfrom jicha.schema import table\n",
        },
    ),
    "django": ("django", {"terms/planted.py": "import django.db\n"}),
    "engines: duckdb": ("engines", {"pages/planted.py": "import duckdb\n"}),
    "engines: pyspark": ("engines", {"schema/planted.py": "from pyspark.sql import SparkSession\n"}),
    "sqlglot": ("sqlglot", {"schema/planted.py": "import sqlglot\n"}),
    "deltalake": ("deltalake", {"engine/planted.py": "from deltalake import DeltaTable\n"}),
    "cycles": (
        "cycles",
        {
            "terms/planted.py": "import jicha.terms.planted_too\n",
            "terms/planted_too.py": "import jicha.terms.planted\n",
        },
    ),
}

# What is allowed, so that a contract that forbids everything is seen too.
ALLOWED = {
    "engine may import duckdb, pyspark and sqlglot": {
        "engine/planted.py": "import duckdb\nimport pyspark\nimport sqlglot\n"
    },
    "pages may import sqlglot and engine": {"pages/planted.py": "import sqlglot\nimport jicha.engine.engine\n"},
    "store may import deltalake": {"store/__init__.py": "", "store/planted.py": "import deltalake\n"},
    "the desk may import Django, facade and terms": {
        "desk/__init__.py": "",
        "desk/cases/__init__.py": "",
        "desk/cases/models.py": "import django\nimport jicha.facade\nfrom jicha.terms import verdict\n",
        "facade.py": "import jicha.schema.table\n",
    },
    "the twin's scorer may read the truth": {
        "twin/__init__.py": "",
        "twin/truth/__init__.py": "",
        "twin/truth/thieves.py": "",
        "twin/scorer/planted.py": "from jicha.twin.truth import thieves\n",
    },
}


def test_the_contracts_hold_for_the_source_as_it_is() -> None:
    outcome = lint_imports(ROOT / "src")
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("plant", BREACHES)
def test_a_planted_breach_is_caught(plant: str, tmp_path: Path) -> None:
    contract, files = BREACHES[plant]
    outcome = lint_imports(planted(files, tmp_path), contract)
    assert outcome.returncode == 1, outcome.stdout
    assert f"{contract_name(contract)} BROKEN" in outcome.stdout


@pytest.mark.parametrize("plant", ALLOWED)
def test_an_import_that_is_allowed_passes(plant: str, tmp_path: Path) -> None:
    outcome = lint_imports(planted(ALLOWED[plant], tmp_path))
    assert outcome.returncode == 0, outcome.stdout


def test_every_contract_has_a_planted_breach() -> None:
    assert {contract for contract, _ in BREACHES.values()} == {
        section.removeprefix("importlinter:contract:")
        for section in contracts().sections()
        if section.startswith("importlinter:contract:")
    }


def planted(files: dict[str, str], folder: Path) -> Path:
    """A copy of src/ with these modules written over it."""
    source = folder / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in files.items():
        path = source / "jicha" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (path.exists() and path.name == "__init__.py"):
            path.write_text(text, encoding="utf-8")
    return source


def lint_imports(source: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """The contracts of the project applied to the source in this folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    command += ["--config", str(ROOT / ".importlinter"), "--no-cache", "--no-logo"]
    command += [word for contract in contracts for word in ("--contract", contract)]
    environment = os.environ | {"PYTHONPATH": str(source), "COLUMNS": "200"}
    return subprocess.run(command, env=environment, cwd=source, capture_output=True, text=True, check=False)


def contracts() -> ConfigParser:
    """The contracts as written."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def contract_name(contract: str) -> str:
    """The sentence that the report prints for a contract."""
    return contracts()[f"importlinter:contract:{contract}"]["name"]
