"""What learners say is wrong on a page."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of reports."""
    op.create_table(
        "page_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.String(80), nullable=False),
        sa.Column("section", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page_report"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_page_report_learner_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_page_report_learner_id_created", "page_report", ["learner_id", "created"])
    op.create_index("ix_page_report_created", "page_report", ["created"])
