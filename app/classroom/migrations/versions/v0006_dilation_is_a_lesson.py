"""What was predicted about dilation follows its questions from the lesson on upsampling to one of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOVED = ("field", "gaps", "exchange")


def upgrade() -> None:
    """Name the questions as the lesson on dilation does; nobody has answered those yet."""
    prediction = sa.table("prediction", sa.column("question", sa.String()))
    for name in _MOVED:
        op.execute(
            prediction.update()
            .where(prediction.c.question == f"upsampling-{name}")
            .values(question=f"dilation-{name}")
        )
