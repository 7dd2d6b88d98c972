"""Classes that an instructor hosts: who teaches and who learns in them, what is assigned, and what goes on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of hosted classes."""
    op.create_table(
        "classroom",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("join_code", sa.String(length=8), nullable=False),
        sa.Column("join_open", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("roster_only", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stuck_failures", sa.Integer(), nullable=False),
        sa.Column("stuck_minutes", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purge_on", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_shown", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
        sa.UniqueConstraint("join_code", name="uq_classroom_join_code"),
    )
    op.create_index("ix_classroom_purge_on", "classroom", ["purge_on"])
    op.create_table(
        "pace",
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_pace_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("classroom_id", name="pk_pace"),
    )
    op.create_table(
        "poll",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(length=160), nullable=False),
        sa.Column("variant_seed", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("right_option", sa.Integer(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_poll_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_poll"),
    )
    op.create_index("ix_poll_classroom_id", "poll", ["classroom_id"])
    op.create_table(
        "roster_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_roster_change_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_roster_change"),
    )
    op.create_index("ix_roster_change_classroom_id_created", "roster_change", ["classroom_id", "created"])
    op.create_table(
        "roster_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_roster_entry_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_roster_entry"),
        sa.UniqueConstraint("classroom_id", "digest", name="uq_roster_entry_classroom_id"),
    )
    op.create_table(
        "teacher",
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_teacher_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("classroom_id", "device", name="pk_teacher"),
    )
    op.create_index("ix_teacher_device", "teacher", ["device"])
    op.create_table(
        "teaching_link",
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_teaching_link_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("classroom_id", "role", name="pk_teaching_link"),
        sa.UniqueConstraint("digest", name="uq_teaching_link_digest"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_unit_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
    )
    op.create_index("ix_unit_classroom_id_position", "unit", ["classroom_id", "position"])
    op.create_table(
        "assigned",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=160), nullable=True),
        sa.Column("exercise", sa.String(length=160), nullable=True),
        sa.Column("closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("cooldown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("opens", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("keeps", sa.String(length=8), server_default="best", nullable=False),
        sa.Column("solution", sa.String(length=8), server_default="passed", nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_assigned_classroom_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_assigned_unit_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_assigned"),
        sa.UniqueConstraint("classroom_id", "exercise", name="uq_assigned_classroom_id"),
    )
    op.create_index("ix_assigned_unit_id", "assigned", ["unit_id"])
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("learner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roster_entry_id", sa.Uuid(), nullable=True),
        sa.Column("quiet", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_member_classroom_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["member.id"], name="fk_member_merged_into", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_member_learner_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["roster_entry_id"], ["roster_entry.id"], name="fk_member_roster_entry_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.UniqueConstraint("classroom_id", "learner_id", name="uq_member_classroom_id"),
        sa.UniqueConstraint("roster_entry_id", name="uq_member_roster_entry_id"),
    )
    op.create_index("ix_member_learner_id", "member", ["learner_id"])
    op.create_index("ix_member_roster_entry_id", "member", ["roster_entry_id"])
    op.create_index("ix_member_merged_into", "member", ["merged_into"])
    op.create_table(
        "way_back",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_way_back_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("member_id", name="pk_way_back"),
        sa.UniqueConstraint("digest", name="uq_way_back_digest"),
    )
    op.create_table(
        "extension",
        sa.Column("assigned_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assigned_id"], ["assigned.id"], name="fk_extension_assigned_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_extension_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assigned_id", "member_id", name="pk_extension"),
    )
    op.create_index("ix_extension_member_id", "extension", ["member_id"])
    op.create_table(
        "regrade",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(length=160), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_regrade_classroom_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_regrade"),
    )
    op.create_index("ix_regrade_classroom_id_created", "regrade", ["classroom_id", "created"])
    op.create_table(
        "regraded",
        sa.Column("regrade_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name="fk_regraded_attempt_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["regrade_id"], ["regrade.id"], name="fk_regraded_regrade_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("regrade_id", "attempt_id", name="pk_regraded"),
    )
    op.create_index("ix_regraded_attempt_id", "regraded", ["attempt_id"])
    op.create_table(
        "help_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.String(length=160), nullable=False),
        sa.Column("layer", sa.String(length=40), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("work", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["classroom_id"], ["classroom.id"], name="fk_help_request_classroom_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_help_request_member_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_help_request"),
    )
    op.create_index("ix_help_request_classroom_id_created", "help_request", ["classroom_id", "created"])
    op.create_index("ix_help_request_member_id", "help_request", ["member_id"])
    op.create_table(
        "poll_answer",
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_poll_answer_member_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name="fk_poll_answer_poll_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("poll_id", "member_id", name="pk_poll_answer"),
    )
    op.create_index("ix_poll_answer_member_id", "poll_answer", ["member_id"])
    op.create_index(
        "ix_attempt_mistakes",
        "attempt",
        ["learner_id", "created", "id"],
        sqlite_where=sa.text("kind = 'mistake'"),
        postgresql_where=sa.text("kind = 'mistake'"),
    )
