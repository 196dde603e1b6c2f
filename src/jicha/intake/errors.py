"""What can be wrong with a whole file or profile, named after the fault; single bad rows are quarantined instead."""

from __future__ import annotations

from jicha.terms.errors import JichaError


class BadProfile(JichaError):
    """A mapping profile that cannot be used; says file, line and column of each fault."""


class UnknownProfile(JichaError):
    """A profile was asked for by a name that no profile has."""


class UnreadableFile(JichaError):
    """A file that is missing, damaged, of another format, or text in no encoding we accept."""


class EmptyFile(JichaError):
    """A file without a single record."""


class BadHeader(JichaError):
    """A header that names a column twice or not at all, so that a value could be read under the wrong word."""


class NoTable(JichaError):
    """No canonical table has a word of a file's header, or none has the name that was asked for."""


class NoProfile(JichaError):
    """No profile knows the header of a file."""


class AmbiguousProfile(JichaError):
    """More than one profile fits the files; a person must say which."""


class MissingColumn(JichaError):
    """The profile needs a column that the file lacks."""


class UnknownColumns(JichaError):
    """The file has columns or sheets that the profile does not know; a person must say what becomes of them."""


class UnknownColumnType(JichaError):
    """A column that the profile reads has a Parquet type we have no exact reading for."""


class NothingDelivered(JichaError):
    """A delivery without files, or with one file twice."""


class ReceivedInFuture(JichaError):
    """A delivery is said to have come at a moment that is still to come."""


class NothingPlaced(JichaError):
    """A large delivery of which no record leads to a metering point: the customer file was not loaded before it."""


class FileChanged(JichaError):
    """A file was written to while it was being read; nothing of it was kept."""


class NothingMended(JichaError):
    """Quarantined rows were read again and every one of them is still wrong; nothing was written."""


class UnknownBatch(JichaError):
    """A batch was asked for by letters with which no batch, or more than one, begins."""
