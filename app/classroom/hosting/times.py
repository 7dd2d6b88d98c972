"""Moments as people say them, in the time zone of whoever reads."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_WEEK = 7


def zone(name: str | None) -> tzinfo:
    """The time zone of this name, such as `Asia/Tokyo`; UTC where it is not known."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def spoken(moment: datetime, where: tzinfo, now: datetime, *, seconds: bool = False) -> str:
    """`today 12:00`, `Friday 12:00` within the coming week, else `Friday 3 May, 12:00`; UTC is named."""
    local, today = moment.astimezone(where), now.astimezone(where).date()
    days = (local.date() - today).days
    if days == 0:
        day = "today"
    elif 0 < days < _WEEK:
        day = f"{local:%A}"
    else:
        day = f"{local:%A} {local.day} {local:%B}" + (f" {local.year}" if local.year != today.year else "")
        day += ","
    return f"{day} {local:%H:%M:%S}" + _named(where) if seconds else f"{day} {local:%H:%M}" + _named(where)


def _named(where: tzinfo) -> str:
    return " UTC" if where is UTC else ""
