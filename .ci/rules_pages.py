"""Write the reference page of every shipped page under docs/rules: `.venv/bin/python .ci/rules_pages.py`."""

from __future__ import annotations

from pathlib import Path

from jicha.pages.library import Library
from jicha.pages.render import write_markdown

if __name__ == "__main__":
    write_markdown(Library.shipped(), Path(__file__).resolve().parents[1] / "docs" / "rules")
