"""Brings a database to the newest schema, also while other processes try the same."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from app.classroom.database import Database
from app.classroom.errors import RecordsError

MIGRATIONS = Path(__file__).parent / "migrations"

# Any number, the same in every process: the lock PostgreSQL gives to one of them at a time.
_TURN = 8_315_740_213


def known_revisions() -> tuple[str, ...]:
    """The revisions this version knows, oldest first: `versions/v0001_….py` is revision 0001."""
    return tuple(sorted(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9]*.py")))


def stored_revision(connection: Connection) -> str | None:
    """The revision of this database, None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require_known(revision: str | None) -> None:
    """Raise `RecordsError` unless records of this revision can be used, at once or after a migration."""
    if revision is None:
        raise RecordsError(
            "The database holds no records yet: start the server once, or use another database."
        )
    if revision not in known_revisions():
        raise RecordsError(
            f"The database is at revision {revision}, which this version of Pixelwise does not know. "
            "Update Pixelwise, or use another database."
        )


def touch(connection: Connection) -> None:
    """Write something, and change nothing: a write that fails here would fail elsewhere."""
    connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


def migrate(database: Database) -> None:
    """Upgrade to the newest revision in one transaction; see `Records.migrate`."""
    revisions = known_revisions()
    with database.read() as connection:
        if stored_revision(connection) == revisions[-1]:
            return
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
        revision = stored_revision(connection)
        if revision == revisions[-1]:
            return  # another process was faster
        if revision is not None:
            require_known(revision)
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    # Only a database that is behind pays for importing Alembic.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
