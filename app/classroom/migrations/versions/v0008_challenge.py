"""Challenges: pictures with hidden truth, what was handed in, and what it scores."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables of challenges."""
    op.create_table(
        "challenge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("class_names", sa.Text(), nullable=False),
        sa.Column("pictures", sa.LargeBinary(), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_challenge_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_challenge"),
    )
    op.create_index("ix_challenge_classroom_id_created", "challenge", ["classroom_id", "created"])
    op.create_table(
        "challenge_truth",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("truth", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name="fk_challenge_truth_challenge_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge_id", name="pk_challenge_truth"),
    )
    op.create_table(
        "challenge_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("masks", sa.LargeBinary(), nullable=True),
        sa.Column("public", sa.Float(), nullable=False),
        sa.Column("pictures", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name="fk_challenge_entry_challenge_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_challenge_entry_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_challenge_entry"),
    )
    op.create_index("ix_challenge_entry_member_id", "challenge_entry", ["member_id"])
    op.create_index(
        "ix_challenge_entry_challenge_id_member_id_created",
        "challenge_entry",
        ["challenge_id", "member_id", "created"],
    )
    op.create_table(
        "challenge_hidden",
        sa.Column("challenge_entry_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_entry_id"],
            ["challenge_entry.id"],
            name="fk_challenge_hidden_challenge_entry_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("challenge_entry_id", name="pk_challenge_hidden"),
    )
