"""How a challenge looks to everybody: its rules in words, and its table."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app import state
from app.classroom.hosting import Challenge, ChallengeRules, Placed
from app.ui.challenge.judge import metric_of, source_title
from app.ui.figures.tables import table_html
from app.ui.kit.inert import inert

_PLACES = ("first", "second", "third", "fourth", "fifth")


def zone() -> tzinfo:
    """The time zone of whoever looks; UTC where their browser does not say."""
    try:
        return ZoneInfo(state.timezone() or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def moment_text(moment: datetime) -> str:
    """A moment at the place of whoever looks."""
    local = moment.astimezone(zone())
    return (
        f"{local:%A} {local.day} {local:%B} {local.year}, {local:%H:%M}{'' if state.timezone() else ' UTC'}"
    )


def rules_text(challenge: Challenge) -> str:
    """What counts, how often, until when, and for how many points, as Markdown."""
    rules, metric = challenge.rules, inert(metric_of(challenge.rules).title(challenge.class_names))
    count, end = len(challenge.names), "It ends" if challenge.is_open else "It ended"
    kept = "best hand-in on the public half" if rules.keeps == "best" else "last hand-in"
    lines = [
        f"{count} pictures, whose truth nobody sees. What counts is the **{metric}** ([what that is](metrics)), "
        f"over the pixels of many pictures together. {end} **{moment_text(challenge.deadline)}**.",
        f"Half of the pictures, drawn at random, are **public**: your score on them shows at once. The other half is "
        f"**hidden**, and decides at the end. Your {kept} counts; you may hand in {_times(rules.per_day)} within any "
        "24 hours.",
    ]
    if points := points_text(rules):
        lines.append(points)
    return "\n\n".join(lines)


def points_text(rules: ChallengeRules) -> str:
    """How many points there are for what; nothing where there are none."""
    parts = [
        f"a score of {least:g} or more earns {points} points" for least, points in sorted(rules.thresholds)
    ]
    parts += [
        f"the {place} {points} more" for place, points in zip(_PLACES, rules.bonuses, strict=False) if points
    ]
    return f"Points: {', '.join(parts)}." if parts else ""


def board_html(
    challenge: Challenge, lines: Sequence[Placed], me: UUID | None = None, names: bool = True
) -> str:
    """The table, the best first. Without `names` no student is named."""
    ended, metric = not challenge.is_open, metric_of(challenge.rules).title(challenge.class_names)
    has_points = bool(points_text(challenge.rules))
    header = ["Rank", "Who", f"{metric}, hidden half" if ended else f"{metric}, public half"]
    header += ["Public half"] * ended + ["Points"] * has_points + ["Hand-ins"]
    rows = []
    for each in lines:
        row = [
            "–" if each.rank is None else str(each.rank),
            _who(challenge, each, me, names),
            f"{each.score:.3f}",
        ]
        row += [f"{each.public:.3f}"] * ended
        row += ["–" if each.points is None else str(each.points)] * has_points
        rows.append([*row, "–" if each.member is None else str(each.entries)])
    return f'<div style="max-height: 40rem; overflow-y: auto">{table_html(header, rows)}</div>'


def _who(challenge: Challenge, line: Placed, me: UUID | None, names: bool) -> str:
    if line.member is None:
        return f"{source_title(line.name, challenge.class_names)} (to compare with)"
    if line.member == me:
        return f"{line.name} (you)"
    return line.name if names else "A student"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
