"""Assignments for a part of a class, with words to students; follow-ups on beliefs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignment") as table:
        table.add_column(
            sa.Column("note", sa.String(length=300), nullable=False, server_default="")
        )
        table.add_column(sa.Column("reading", sa.Text(), nullable=False, server_default=""))
    _assignment_student()
    _reteaching()
    _reteaching_student()


def downgrade() -> None:
    for name in ("reteaching_student", "reteaching", "assignment_student"):
        op.drop_table(name)
    with op.batch_alter_table("assignment") as table:
        table.drop_column("reading")
        table.drop_column("note")


def _refers(table: str, column: str, to: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _assignment_student() -> None:
    table = "assignment_student"
    op.create_table(
        table,
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        _refers(table, "assignment_id", "assignment", "CASCADE"),
        _refers(table, "student_id", "user", None),
        sa.PrimaryKeyConstraint("assignment_id", "student_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_student_id"), table, ["student_id"])


def _reteaching() -> None:
    table = "reteaching"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("classroom_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("belief_id", sa.String(length=40), nullable=False),
        sa.Column("belief", sa.Text(), nullable=False),
        sa.Column("press", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("recheck_id", sa.Integer(), nullable=False),
        _refers(table, "classroom_id", "classroom", None),
        _refers(table, "teacher_id", "user", None),
        _refers(table, "follow_up_id", "assignment", "CASCADE"),
        _refers(table, "recheck_id", "assignment", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("press", name=op.f(f"uq_{table}_press")),
        sa.UniqueConstraint("follow_up_id", name=op.f(f"uq_{table}_follow_up_id")),
        sa.UniqueConstraint("recheck_id", name=op.f(f"uq_{table}_recheck_id")),
    )
    op.create_index(op.f(f"ix_{table}_classroom_id"), table, ["classroom_id"])


def _reteaching_student() -> None:
    table = "reteaching_student"
    op.create_table(
        table,
        sa.Column("reteaching_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        _refers(table, "reteaching_id", "reteaching", "CASCADE"),
        _refers(table, "student_id", "user", None),
        sa.PrimaryKeyConstraint("reteaching_id", "student_id", name=op.f(f"pk_{table}")),
    )
