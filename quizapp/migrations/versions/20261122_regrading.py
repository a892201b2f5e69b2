"""Corrections of questions, what they did to each response, and steps that say "regraded"."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = ("saved", "conflict", "late", "accepted", "submitted", "scored", "marked")
STATES = ("blank", "unreadable", "read", "scored", "waiting")


def upgrade() -> None:
    _allow((*KINDS, "regraded"))
    _correction()
    _correction_change()


def downgrade() -> None:
    op.drop_table("correction_change")
    op.drop_table("correction")
    op.execute("UPDATE response_step SET kind = 'scored' WHERE kind = 'regraded'")
    _allow(KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    """Let steps be of these kinds only."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("response_step") as table:
        table.drop_constraint(op.f("ck_response_step_step_kind"), type_="check")
        table.create_check_constraint(op.f("ck_response_step_step_kind"), f"kind IN ({listed})")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def _refers(table: str, column: str, to: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("remedy", _one_of("remedy", "version", "credit", "drop"), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=True),
        sa.Column("never_lower", sa.Boolean(), nullable=False),
        sa.Column("max_mark_before", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=600), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(remedy = 'version') = (item_version_id IS NOT NULL)",
            name=op.f("ck_correction_version_where_needed"),
        ),
        sa.CheckConstraint(
            "undone_at IS NOT NULL OR undone_by_id IS NULL",
            name=op.f("ck_correction_undone_with_time"),
        ),
        _refers("correction", "assignment_id", "assignment", "CASCADE"),
        _refers("correction", "item_version_id", "item_version", None),
        _refers("correction", "by_id", "user", "SET NULL"),
        _refers("correction", "undone_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(
        "ix_correction_assignment_id_position", "correction", ["assignment_id", "position"]
    )
    op.create_index(op.f("ix_correction_act"), "correction", ["act"])


def _correction_change() -> None:
    table = "correction_change"
    op.create_table(
        table,
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        *_held("before"),
        *_held("after"),
        _refers(table, "correction_id", "correction", "CASCADE"),
        _refers(table, "response_id", "response", "CASCADE"),
        sa.PrimaryKeyConstraint("correction_id", "response_id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_response_id"), table, ["response_id"])


def _held(when: str) -> list[sa.Column[Any] | sa.CheckConstraint]:
    positive = op.f(f"ck_correction_change_{when}_denominator_positive")
    return [
        sa.Column(f"{when}_state", _one_of(f"{when}_state", *STATES), nullable=False),
        sa.Column(f"{when}_max_mark", sa.Integer(), nullable=False),
        sa.Column(f"{when}_numerator", sa.BigInteger(), nullable=False),
        sa.Column(f"{when}_denominator", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(f"{when}_denominator > 0", name=positive),
    ]
