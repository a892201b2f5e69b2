"""What a correction, and its undoing, made of each result at that moment."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reckoning()
    _result()


def downgrade() -> None:
    op.drop_table("correction_result")
    op.drop_table("correction_reckoning")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")


def _reckoning() -> None:
    table = "correction_reckoning"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("undoing", sa.Boolean(), nullable=False),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("stayed", sa.Integer(), nullable=False),
        sa.CheckConstraint("stayed >= 0", name=op.f(f"ck_{table}_stayed_not_negative")),
        _refers(table, "correction_id", "correction"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "correction_id", "undoing", name=op.f(f"uq_{table}_correction_id_undoing")
        ),
    )


def _result() -> None:
    table = "correction_result"
    op.create_table(
        table,
        sa.Column("reckoning_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        *_stood("before"),
        *_stood("after"),
        _refers(table, "reckoning_id", "correction_reckoning"),
        _refers(table, "student_id", "user"),
        sa.PrimaryKeyConstraint("reckoning_id", "student_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_student_id"), table, ["student_id"])


def _stood(when: str) -> list[sa.Column[Any] | sa.CheckConstraint]:
    positive = op.f(f"ck_correction_result_{when}_denominator_positive")
    return [
        sa.Column(f"{when}_number", sa.Integer(), nullable=False),
        sa.Column(f"{when}_numerator", sa.BigInteger(), nullable=False),
        sa.Column(f"{when}_denominator", sa.BigInteger(), nullable=False),
        sa.Column(f"{when}_out_of", sa.Integer(), nullable=False),
        sa.Column(f"{when}_grade", sa.String(length=20), nullable=True),
        sa.Column(f"{when}_waits", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"{when}_denominator > 0", name=positive),
    ]
