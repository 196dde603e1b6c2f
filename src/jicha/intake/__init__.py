"""Deliveries in: sources, mapping profiles, validation, quarantine, and how far each feed is complete."""

from jicha.intake.load import load_files
from jicha.intake.matching import profile_by_name, profiles
from jicha.intake.profile import Profile
from jicha.intake.report import IntakeReport

__all__ = ["IntakeReport", "Profile", "load_files", "profile_by_name", "profiles"]
