"""Spark itself, told to enforce its reserved words, reads the DDL of every table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from spark_words import RESERVED

from jicha.engine.errors import EngineError
from jicha.engine.spark_session import start_local
from jicha.schema import table, tables
from jicha.schema.ddl import ddl

pytestmark = pytest.mark.spark
SETTING = "spark.sql.ansi.enforceReservedKeywords"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The session of the lane, made strict for these tests."""
    try:
        session = start_local(tmp_path_factory.mktemp("spark"), threads=2, memory_mib=1024)
    except EngineError as error:
        pytest.skip(f"needs Spark: {error}")
    session.conf.set(SETTING, "true")
    yield session
    session.conf.unset(SETTING)


def parse(session: Any, statement: str) -> str:
    """Parse only: creating all tables would take twenty seconds and tell no more of the words."""
    # Spark takes its settings from the session that is active in the thread: another test's may be.
    session._get_j_spark_session_class(session._jvm).setActiveSession(session._jsparkSession)
    return str(session._jsparkSession.sessionState().sqlParser().parsePlan(statement))


def test_every_word_on_the_list_is_refused_by_this_spark(strict: Any) -> None:
    taken = []
    for word in sorted(RESERVED):
        with suppress(Exception):
            parse(strict, f"SELECT {word}.a FROM b AS {word}")
            taken.append(word)
    assert taken == []


def test_spark_reads_the_ddl_of_every_table(strict: Any) -> None:
    for one in tables().values():
        assert one.name in parse(strict, ddl(one, "spark"))


def test_spark_refuses_a_reserved_word_in_its_place(strict: Any) -> None:
    with pytest.raises(Exception, match="PARSE_SYNTAX_ERROR"):
        parse(strict, ddl(table("org"), "spark").replace("CREATE TABLE org", "CREATE TABLE order"))


def test_spark_reads_a_query_on_every_name(strict: Any) -> None:
    """All columns of a table in one query: it is the parser that is slow to begin."""
    for one in tables().values():
        columns = ", ".join(f"t.{name}, {name}" for name in one.by_name)
        parse(strict, f"SELECT {columns} FROM {one.name} AS t WHERE {' AND '.join(one.by_name)} GROUP BY {columns}")
