"""A PostgreSQL server for the tests: the one that JICHA_TEST_POSTGRES names, or its own from installed files."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NEEDS = "needs a PostgreSQL server: install the Debian package postgresql, or set JICHA_TEST_POSTGRES to a server's URL"


def is_there() -> bool:
    """Whether a server is named, or can be started here."""
    return bool(os.environ.get("JICHA_TEST_POSTGRES")) or bool(_programs() and shutil.which("psql"))


@contextmanager
def server() -> Iterator[str]:
    """The connection string of a server; one that had to be started is stopped and forgotten afterwards."""
    named = os.environ.get("JICHA_TEST_POSTGRES")
    if named:
        yield named
        return
    programs = _programs()
    assert programs
    # The server refuses to run as root, and then belongs to the user whom the package made.
    account = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="jicha-pg-"))
    data = str(folder / "data")
    if account:
        shutil.chown(folder, account)
    control = [str(programs / "pg_ctl"), "-D", data, "-w"]
    try:
        _run([str(programs / "initdb"), "-D", data, "-U", "jicha", "-A", "trust", "-E", "UTF8", "-N"], account)
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"], account)
        try:
            yield f"host={folder} user=jicha dbname=postgres"
        finally:
            _run([*control, "-m", "immediate", "stop"], account)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_sql(connection: str, script: str) -> tuple[str, str]:
    """Run a script; returns its rows as text without headings, and what the server complains of."""
    program = shutil.which("psql")
    assert program
    command = [program, connection, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(command, input=script, text=True, capture_output=True, check=False)
    return done.stdout, done.stderr if done.returncode else ""


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _run(command: list[str], account: str | None) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, user=account, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet)
