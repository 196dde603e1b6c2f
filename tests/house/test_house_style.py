"""Lint, format and types hold in CI too, not only where somebody thinks of `make check` (which runs them by itself)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GATES = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
}
# For each gate a module that it must refuse.
PLANTS = {
    "lint": '"""M."""\nimport os\n',
    "format": '"""M."""\n\nx  =  1\n',
    "types": '"""M."""\n\nx: int = "one"\n',
}


@pytest.mark.slow
@pytest.mark.parametrize("gate", GATES)
def test_the_source_passes(gate: str) -> None:
    done = run(GATES[gate])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("gate", PLANTS)
def test_a_planted_fault_is_refused(gate: str, tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(PLANTS[gate], encoding="utf-8")
    command = [
        *GATES[gate][: -1 if GATES[gate][-1] == "." else None],
        "--config-file" if gate == "types" else "--config",
    ]
    assert run([*command, str(ROOT / "pyproject.toml"), str(planted)]).returncode == 1


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """One gate, as `make check` calls it."""
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
