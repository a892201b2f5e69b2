"""Marks that a teacher sets by hand, and students who are excused from a question."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = ("saved", "conflict", "late", "accepted", "submitted", "scored", "marked", "regraded")
NEW = ("overridden", "reinstated", "excused", "unexcused")


def upgrade() -> None:
    _allow((*KINDS, *NEW))
    _fixed_mark()
    _excuse()


def downgrade() -> None:
    op.drop_table("excuse")
    op.drop_table("fixed_mark")
    listed = ", ".join(f"'{kind}'" for kind in NEW)
    op.execute(f"UPDATE response_step SET kind = 'scored' WHERE kind IN ({listed})")  # noqa: S608
    _allow(KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    """Let steps be of these kinds only."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("response_step") as table:
        table.drop_constraint(op.f("ck_response_step_step_kind"), type_="check")
        table.create_check_constraint(op.f("ck_response_step_step_kind"), f"kind IN ({listed})")


def _refers(table: str, column: str, to: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _fixed_mark() -> None:
    op.create_table(
        "fixed_mark",
        sa.Column("response_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("numerator >= 0", name=op.f("ck_fixed_mark_not_negative")),
        sa.CheckConstraint("denominator > 0", name=op.f("ck_fixed_mark_denominator_positive")),
        _refers("fixed_mark", "response_id", "response", "CASCADE"),
        _refers("fixed_mark", "by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_fixed_mark")),
    )


def _excuse() -> None:
    op.create_table(
        "excuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        _refers("excuse", "assignment_id", "assignment", "CASCADE"),
        _refers("excuse", "student_id", "user", "CASCADE"),
        _refers("excuse", "by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse")),
        sa.UniqueConstraint(
            "assignment_id",
            "student_id",
            "position",
            name=op.f("uq_excuse_assignment_id_student_id_position"),
        ),
    )
