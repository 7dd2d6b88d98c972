"""Who a learner is: the devices that act for them, and the code that brings their records back."""

import re
import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from app.classroom import drafts, page_reports, predictions, progress, schema, shared_labels
from app.classroom.database import lock
from app.classroom.digest import digest_of
from app.classroom.hosting import challenge, codes, members, register

_READ_AS = str.maketrans("OIL", "011")
_LENGTH = 20  # characters of 5 bits: 100 bits, beyond guessing
_GROUP = 5
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")

_SEEN_EVERY = timedelta(days=1)
_KEY_NAME = "cookie"

_SEEN_SINCE = select(schema.device.c.learner_id).where(
    (schema.device.c.token_hash == bindparam("digest")) & (schema.device.c.last_seen > bindparam("since"))
)


def cookie_key(connection: Connection) -> str | None:
    """The key that signs cookies, if there is one."""
    table = schema.cookie_key.c
    return connection.execute(select(table.key).where(table.name == _KEY_NAME)).scalar()


def make_cookie_key(connection: Connection) -> None:
    """Make the key that signs cookies; nothing happens if another process was faster."""
    row = {"name": _KEY_NAME, "key": secrets.token_urlsafe(32), "created": schema.now()}
    schema.insert_new(connection, schema.cookie_key, row)


def takes_unsigned(connection: Connection, token: str) -> bool:
    """Whether this token is of a device that has shown no signed cookie yet; see `Records.takes_unsigned`."""
    table = schema.device.c
    here = (table.token_hash == digest_of(token)) & ~table.signed
    return connection.execute(select(exists().where(here))).scalar_one()


def note_signed(connection: Connection, token: str) -> None:
    """Note that this device has shown a signed cookie."""
    table = schema.device
    connection.execute(update(table).where(table.c.token_hash == digest_of(token)).values(signed=True))


def learner_of(connection: Connection, token: str) -> UUID | None:
    """The learner this device acts for, or None."""
    table = schema.device.c
    return connection.execute(select(table.learner_id).where(table.token_hash == digest_of(token))).scalar()


def seen_lately(connection: Connection, token: str) -> UUID | None:
    """As `learner_of`, but None as well where `last_seen` needs to be written again."""
    lately = {"digest": digest_of(token), "since": schema.now() - _SEEN_EVERY}
    return connection.execute(_SEEN_SINCE, lately).scalar()


def ensure_learner(connection: Connection, token: str) -> UUID:
    """The learner this device acts for, made now if there is none; notes that the device was used."""
    if not token:
        raise ValueError("A device needs a token.")
    digest, moment, table = digest_of(token), schema.now(), schema.device
    learner = learner_of(connection, token)
    if learner is not None:
        connection.execute(update(table).where(table.c.token_hash == digest).values(last_seen=moment))
        return learner
    fresh = uuid4()
    connection.execute(insert(schema.learner).values(id=fresh, created=moment))
    row = {"token_hash": digest, "learner_id": fresh, "created": moment, "last_seen": moment, "signed": True}
    if schema.insert_new(connection, table, row):
        return fresh
    # Another request of this device was faster.
    connection.execute(delete(schema.learner).where(schema.learner.c.id == fresh))
    return connection.execute(select(table.c.learner_id).where(table.c.token_hash == digest)).scalar_one()


def new_recovery_code(connection: Connection, learner: UUID) -> str:
    """A new code for this learner; the one before stops working. Only its hash is kept."""
    lock(connection, learner)
    code = "".join(secrets.choice(codes.CROCKFORD) for _ in range(_LENGTH))
    connection.execute(delete(schema.recovery).where(schema.recovery.c.learner_id == learner))
    connection.execute(
        insert(schema.recovery).values(code_hash=digest_of(code), learner_id=learner, created=schema.now())
    )
    return codes.grouped(code, _GROUP)


def has_recovery_code(connection: Connection, learner: UUID) -> bool:
    """Whether a code of this learner works."""
    return connection.execute(select(exists().where(schema.recovery.c.learner_id == learner))).scalar_one()


def recover(connection: Connection, code: str, token: str) -> UUID | None:
    """Make this device act for the learner of `code`; see `Records.recover`."""
    if not token:
        raise ValueError("A device needs a token.")
    plain = _plain(code)
    if plain is None:
        return None
    owner, before = _owner(connection, plain), learner_of(connection, token)
    if owner is None:
        return None
    if owner == before:
        register.use_up(connection, digest_of(plain))
        return owner
    lock(connection, *(each for each in (owner, before) if each))
    if (_owner(connection, plain), learner_of(connection, token)) != (owner, before):
        return recover(connection, code, token)  # changed while we waited for our turn
    moment = schema.now()
    row = {"token_hash": digest_of(token), "learner_id": owner, "created": moment, "last_seen": moment}
    row["signed"] = True
    schema.put(connection, schema.device, row)
    register.use_up(connection, digest_of(plain))
    if before and not _can_return(connection, before):
        _merge(connection, before, owner)
    return owner


def _can_return(connection: Connection, learner: UUID) -> bool:
    """Whether anything still leads to this learner: a device or a code."""
    devices = select(exists().where(schema.device.c.learner_id == learner))
    return connection.execute(devices).scalar_one() or has_recovery_code(connection, learner)


def _merge(connection: Connection, source: UUID, target: UUID) -> None:
    """Give everything of `source` to `target`; both are locked. `source` is gone afterwards."""
    attempt, hint = schema.attempt, schema.hint_opened
    connection.execute(update(attempt).where(attempt.c.learner_id == source).values(learner_id=target))
    for row in connection.execute(select(hint).where(hint.c.learner_id == source)).all():
        schema.insert_new(connection, hint, row._asdict() | {"learner_id": target})
    drafts.move(connection, source, target)
    predictions.move(connection, source, target)
    page_reports.move(connection, source, target)
    shared_labels.move(connection, source, target)
    challenge.move(connection, source, target)
    members.move(connection, source, target)
    connection.execute(delete(schema.learner).where(schema.learner.c.id == source))
    progress.rebuild(connection, target)


def _owner(connection: Connection, plain_code: str) -> UUID | None:
    table, digest = schema.recovery.c, digest_of(plain_code)
    owner = connection.execute(select(table.learner_id).where(table.code_hash == digest)).scalar()
    return owner or register.owner_of(connection, digest)


def _plain(code: str) -> str | None:
    """The code without spaces and dashes, in capitals, O read as 0 and I and L as 1; None if it cannot be a code."""
    plain = _SEPARATORS.sub("", code).upper().translate(_READ_AS)
    fits = len(plain) in {_LENGTH, register.WAY_BACK_LENGTH} and set(plain) <= set(codes.CROCKFORD)
    return plain if fits else None
