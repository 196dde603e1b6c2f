"""Nothing that git keeps names a path of this machine or the host of a package registry.

The words are not written here: they are taken from this machine when the test runs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import measures
import pytest
from pip._internal.models.index import PyPI

ROOT = Path(__file__).resolve().parents[2]


def test_no_file_names_this_machine_or_a_registry() -> None:
    found = measures.words_in_files(ROOT, machine_words(ROOT))
    assert found == []


def test_every_such_word_is_seen_where_it_is_planted(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    words = machine_words(ROOT)
    for number, word in enumerate(words):
        (tmp_path / f"{number}.md").write_text(f"It came from {word}simple/jicha.\n", encoding="utf-8")
    found = measures.words_in_files(tmp_path, words)
    assert [line.split(": ")[0] for line in sorted(found)] == sorted(f"{number}.md:1" for number in range(len(words)))


def test_the_words_are_known() -> None:
    words = machine_words(ROOT)
    assert f"{Path.home()}/" in words
    assert PyPI.netloc in words
    assert all(len(word) > 4 for word in words)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("https://user:secret@packages.example/simple", "packages.example"),
        ("http://packages.example:8080/simple", "packages.example"),
        ("file:///somewhere/simple", "/somewhere/simple"),
        ("/somewhere/wheels", None),
        ("180", None),
    ],
)
def test_the_host_of_a_url_is_the_word(url: str, word: str | None) -> None:
    assert place_of(url) == word


def machine_words(root: Path) -> list[str]:
    """Folders above the project and of its user, and the places that pip, apt and npm fetch from."""
    folders = [f"{folder}/" for folder in (root.parent, Path.home()) if len(folder.parts) > 1]
    settings = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    said = subprocess.run(settings, capture_output=True, text=True, check=True).stdout
    for path in [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]:
        said += path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    if npm := shutil.which("npm"):
        said += subprocess.run([npm, "config", "get", "registry"], capture_output=True, text=True, check=False).stdout
    places = {place_of(url.rstrip("'\"")) for url in re.findall(r"[a-z]+://[^\s]+", said)}
    hosts = {PyPI.netloc, PyPI.file_storage_domain, *filter(None, places)}
    return sorted({*folders, *hosts})


def place_of(url: str) -> str | None:
    """The host of a URL, the path of a file URL, nothing of anything else."""
    parts = urlsplit(url)
    return parts.path if parts.scheme == "file" else parts.hostname
