"""Propose a mapping profile for files that nobody has mapped yet, and say what is doubtful about it."""

from jicha.intake.proposal.propose import propose
from jicha.intake.proposal.proposed import Proposal

__all__ = ["Proposal", "propose"]
