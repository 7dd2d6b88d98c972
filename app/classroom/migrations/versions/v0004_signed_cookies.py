"""The key that signs cookies, and which devices have a signed one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of the key. A device from before has no signed cookie yet."""
    op.create_table(
        "cookie_key",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_cookie_key"),
    )
    op.add_column("device", sa.Column("signed", sa.Boolean(), nullable=False, server_default=sa.false()))
