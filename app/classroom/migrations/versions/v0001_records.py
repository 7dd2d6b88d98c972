"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "learner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
    )
    op.create_table(
        "device",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("last_seen", moment, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_device"),
        _to_learner("device"),
    )
    op.create_index("ix_device_learner_id", "device", ["learner_id"])
    op.create_table(
        "recovery",
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery"),
        sa.UniqueConstraint("learner_id", name="uq_recovery_learner_id"),
        _to_learner("recovery"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("variant_seed", sa.BigInteger(), nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        _to_learner("attempt"),
    )
    op.create_index(
        "ix_attempt_learner_id_exercise_created", "attempt", ["learner_id", "exercise", "created"]
    )
    op.create_index("ix_attempt_learner_id_created", "attempt", ["learner_id", "created"])
    op.create_table(
        "hint_opened",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "exercise", "number", name="pk_hint_opened"),
        _to_learner("hint_opened"),
    )
    op.create_table(
        "progress",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("hints_opened", sa.Integer(), nullable=False),
        sa.Column("passed_at", moment),
        sa.Column("passed_points", sa.Integer(), nullable=False),
        sa.Column("unaided_at", moment),
        sa.Column("unaided_points", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "exercise", name="pk_progress"),
        _to_learner("progress"),
    )
    op.create_table(
        "draft",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "exercise", "layer", name="pk_draft"),
        _to_learner("draft"),
    )
    op.create_table(
        "earlier_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_draft"),
        _to_learner("earlier_draft"),
    )
    op.create_index("ix_earlier_draft_learner_id", "earlier_draft", ["learner_id"])
    op.create_table(
        "place",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("lesson", sa.String(), nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", name="pk_place"),
        _to_learner("place"),
    )


def _to_learner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=f"fk_{table}_learner_id", ondelete="CASCADE"
    )
