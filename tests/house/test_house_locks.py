"""The lock files pin everything by hash, name no place, and agree with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-build.lock"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_hashes(name: str) -> None:
    assert unhashed(read(name)) == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place(name: str) -> None:
    assert re.findall(r"://|^-|^\s*--(?!hash=sha256:)|# +via.*/", read(name), re.MULTILINE) == []


def test_a_package_without_hash_is_seen() -> None:
    assert unhashed("a==1 \\\n    --hash=sha256:0f\nb==2\n# via c\nd==3 \\\n    --hash=sha256:1f\n") == ["b==2"]


def test_what_jicha_needs_is_locked_within_its_bounds() -> None:
    assert outside(PROJECT["project"]["dependencies"], "requirements.lock") == []


def test_what_the_tests_need_is_locked_within_its_bounds() -> None:
    wanted = PROJECT["dependency-groups"]["dev"] + PROJECT["project"]["optional-dependencies"]["spark"]
    assert outside(wanted, "requirements-dev.lock") == []


def test_what_builds_the_wheel_is_locked_within_its_bounds() -> None:
    assert outside(PROJECT["build-system"]["requires"], "requirements-build.lock") == []


def test_a_version_outside_its_bounds_is_seen() -> None:
    assert outside(["duckdb<1"], "requirements.lock") == ["duckdb<1"]
    assert outside(["no-such-package"], "requirements.lock") == ["no-such-package"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock"])
def test_the_lock_for_tests_has_the_same_versions(name: str) -> None:
    assert pins(read(name)).items() <= pins(read("requirements-dev.lock")).items()


def outside(requirements: list[str], lock: str) -> list[str]:
    """The requirements that this lock does not meet."""
    pinned = pins(read(lock))
    parsed = [Requirement(text) for text in requirements]
    return [
        str(one)
        for one in parsed
        if not (version := pinned.get(canonicalize_name(one.name))) or not one.specifier.contains(version)
    ]


def pins(text: str) -> dict[str, str]:
    """Package -> version."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M)}


def unhashed(text: str) -> list[str]:
    """The pins that no hash follows."""
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if "==" in line and "--hash=sha256:" not in line and line[0] != "#"]


def read(name: str) -> str:
    """A lock file as text."""
    return (ROOT / name).read_text(encoding="utf-8")
