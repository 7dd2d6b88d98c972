"""Labels that learners share in a room."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of shared labels."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "shared_label",
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("room", sa.String(24), nullable=False),
        sa.Column("task", sa.String(80), nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("mask", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "room", "task", "way", name="pk_shared_label"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_shared_label_learner_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_shared_label_room_task_updated", "shared_label", ["room", "task", "updated"])
