"""Two replicas on one database delete the class that is over, once, and leave the other."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from app.classroom import Records, schema
from app.classroom.hosting import Hosting, tables
from tests.servers import serving
from tests.waits import until


def test_replicas_delete_a_class_that_is_over(postgres_url: str, tmp_path: Path) -> None:
    records = Records(postgres_url)
    records.migrate()
    classrooms = Hosting(records.database, records.changes).classrooms
    over, stays = (classrooms.open("token", name).classroom.id for name in ("Over", "Stays"))
    table = tables.classroom.c
    with records.database.write() as connection:
        past = schema.now() - timedelta(days=1)
        connection.execute(update(tables.classroom).where(table.id == over).values(purge_on=past))

    def left() -> list[object]:
        with records.database.read() as connection:
            return list(connection.execute(select(table.id)).scalars())

    environment = {"PIXELWISE_DATA_DIR": str(tmp_path), "PIXELWISE_DATABASE_URL": postgres_url}
    logs = [tmp_path / f"server-{number}.log" for number in (1, 2)]
    with (
        logs[0].open("w") as one,
        logs[1].open("w") as two,
        serving("app/server.py", environment, ready="/healthz", log=one),
        serving("app/server.py", environment, ready="/healthz", log=two),
    ):
        until(lambda: left() == [stays])
        until(lambda: any("was over" in each.read_text() for each in logs))
    records.close()
    said = [each.read_text() for each in logs]
    assert sum(each.count(f"the class {over} was over") for each in said) == 1
    assert not any("could be deleted" in each for each in said)
