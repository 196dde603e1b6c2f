"""Frames of meter protocols: DL/T 645-1997 and -2007, DL/T 698.45, and DLMS over HDLC, parsed and refused.

``parse_frame`` takes the bytes of one frame, ``parse_frames`` a stream. Pure functions; what the identifiers of the
protocols mean lies in tables beside the modules, each row with its source and how sure it is.
"""

from __future__ import annotations

from jicha.intake.frames.bad_frame import BadFrame
from jicha.intake.frames.frame import AddressKind, Direction, Frame, Item, Kind, Part, Place, Protocol, Security
from jicha.intake.frames.parse import parse_frame, parse_frames
from jicha.intake.frames.words import Note

__all__ = [
    "AddressKind",
    "BadFrame",
    "Direction",
    "Frame",
    "Item",
    "Kind",
    "Note",
    "Part",
    "Place",
    "Protocol",
    "Security",
    "parse_frame",
    "parse_frames",
]
