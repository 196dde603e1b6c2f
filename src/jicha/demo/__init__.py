"""The main job shown from end to end: deliveries in, audited, and what was found held against the known truth."""

from jicha.demo.show import Check, deliveries_of, shipped_truth

__all__ = ["Check", "deliveries_of", "shipped_truth"]
