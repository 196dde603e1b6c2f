"""Pages of the documentation that are written by code: written again as a whole, and compared with what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GeneratedPages:
    """``texts`` by path below a folder; every one bears ``mark``, and ``owner`` is what a page belongs to.

    The mark tells generated pages from hand-written ones that lie beside them; only those in the folders of ``texts``
    are looked at.
    """

    texts: Mapping[str, str]
    mark: str
    owner: str

    def differences(self, folder: Path) -> list[str]:
        """What in ``folder`` is not as generated: pages that differ, are missing, or belong to nothing."""
        found = [f"{path} belongs to no {self.owner}" for path in self._there(folder) if path not in self.texts]
        for path, text in self.texts.items():
            if not (folder / path).is_file():
                found.append(f"{path} is missing")
            elif (folder / path).read_text(encoding="utf-8") != text:
                found.append(f"{path} is not as generated")
        return sorted(found)

    def write(self, folder: Path) -> int:
        """Write all pages under ``folder``, take away generated ones that are no longer due; returns how many."""
        for path in list(self._there(folder)):
            if path not in self.texts:
                (folder / path).unlink()
        for path, text in self.texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        return len(self.texts)

    def _there(self, folder: Path) -> Iterator[str]:
        for part in sorted({(folder / path).parent for path in self.texts}):
            for path in sorted(part.glob("*.md")):
                if self.mark in path.read_text(encoding="utf-8"):
                    yield path.relative_to(folder).as_posix()
