"""The wheel holds every file of the package, and from an empty environment it gives a working `jicha demo`."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import measures
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as `make wheel` builds it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
    (built,) = folder.glob("jicha-*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    source = ROOT / "src"
    kept = {path.relative_to(source).as_posix() for path in measures.tracked_files(ROOT) if source in path.parents}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("jicha/")}
    assert packed == kept


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())


@pytest.mark.slow
def test_the_wheel_in_an_empty_environment_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    run([*pip, "--require-hashes", "--requirement", str(ROOT / "requirements.lock")], tmp_path)
    run([*pip, "--no-deps", "--no-index", str(wheel)], tmp_path)
    said = run([str(folder / "bin" / "jicha"), "demo", "--customers", "60"], tmp_path)
    assert "jicha" in said or "稽查" in said


def run(command: list[str], folder: Path) -> str:
    """Run a command away from the project; its output, or a failure that shows it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout
