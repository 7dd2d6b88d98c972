"""Databases as an older version has left them."""

from alembic import command
from alembic.config import Config

from app.classroom import Records
from app.classroom.migrate import MIGRATIONS


def upgrade(records: Records, revision: str) -> None:
    """Bring the schema to this revision, as a program of that time has it."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with records.database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
