"""Revisions of drafts, the version of the exercise they belong to, and predictions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, and make the table of predictions."""
    op.add_column("draft", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("draft", sa.Column("writer", sa.String(64), nullable=False, server_default=""))
    op.add_column("draft", sa.Column("content_hash", sa.String(), nullable=False, server_default=""))
    op.add_column("earlier_draft", sa.Column("content_hash", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "prediction",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "question", name="pk_prediction"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_prediction_learner_id", ondelete="CASCADE"
        ),
    )
