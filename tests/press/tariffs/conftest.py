"""The price book of the tests of tariffs, for the tests of how it is put into words."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "tariffs"))
