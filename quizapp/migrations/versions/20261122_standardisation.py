"""Anchor scripts, what markers gave to them, and samples for a second marker."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("standard", "anchor", "exercise", "trial", "second_sample", "second_mark")


def upgrade() -> None:
    _standard()
    _anchor()
    _exercise()
    _trial()
    _second_sample()
    _second_mark()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _table(name: str, *parts: Any) -> None:
    identity = sa.Column("id", sa.Integer(), nullable=False)
    op.create_table(name, identity, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))


def _of_item() -> Sequence[sa.Column[Any]]:
    return (
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
    )


def _whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _fraction(table: str, name: str, *, nullable: bool, check: str) -> Sequence[Any]:
    return (
        sa.Column(f"{name}_numerator", sa.BigInteger(), nullable=nullable),
        sa.Column(f"{name}_denominator", sa.BigInteger(), nullable=nullable),
        sa.CheckConstraint(f"{name}_denominator > 0", name=op.f(f"ck_{table}_{check}")),
    )


def _refers(
    table: str, column: str, to: str, ondelete: str | None, *, nullable: bool = False
) -> Sequence[Any]:
    name = op.f(f"fk_{table}_{column}_{to}")
    return (
        _whole(column, nullable=nullable),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete),
    )


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=20)


def _standard() -> None:
    _table(
        "standard",
        *_of_item(),
        *_refers("standard", "owner_id", "user", "CASCADE"),
        sa.Column("on", sa.Boolean(), nullable=False),
        _whole("every"),
        _moment("at"),
        sa.CheckConstraint("every >= 0", name=op.f("ck_standard_every_not_negative")),
        sa.UniqueConstraint(
            "bank", "item_id", "owner_id", name=op.f("uq_standard_bank_item_id_owner_id")
        ),
    )


def _anchor() -> None:
    _table(
        "anchor",
        *_of_item(),
        *_refers("anchor", "owner_id", "user", "CASCADE"),
        *_refers("anchor", "item_version_id", "item_version", None),
        sa.Column("origin", _one_of("origin", "example", "script", "typed"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ranked", sa.Text(), nullable=False),
        _whole("level", nullable=True),
        *_fraction("anchor", "mark", nullable=False, check="denominator_positive"),
        sa.Column("reason", sa.Text(), nullable=False),
        _moment("at"),
        _moment("withdrawn_at", nullable=True),
    )
    op.create_index("ix_anchor_bank_item_id", "anchor", ["bank", "item_id"])


def _exercise() -> None:
    _table(
        "exercise",
        *_of_item(),
        *_refers("exercise", "marker_id", "user", "CASCADE"),
        _moment("began_at"),
        _moment("ended_at", nullable=True),
    )
    op.create_index("ix_exercise_marker_id_item", "exercise", ["marker_id", "bank", "item_id"])


def _trial() -> None:
    _table(
        "trial",
        *_refers("trial", "anchor_id", "anchor", "CASCADE"),
        *_refers("trial", "marker_id", "user", "CASCADE"),
        *_refers("trial", "exercise_id", "exercise", "CASCADE", nullable=True),
        *_refers("trial", "beside_id", "response", "SET NULL", nullable=True),
        _moment("served_at"),
        _moment("closed_at", nullable=True),
        _whole("level", nullable=True),
        *_fraction("trial", "mark", nullable=True, check="denominator_positive"),
        _whole("agreed_level", nullable=True),
        *_fraction("trial", "agreed", nullable=True, check="agreed_denominator_positive"),
        sa.Column("said", sa.JSON(), nullable=False),
    )
    for column in ("anchor_id", "marker_id", "exercise_id"):
        op.create_index(op.f(f"ix_trial_{column}"), "trial", [column])


def _second_sample() -> None:
    _table(
        "second_sample",
        *_of_item(),
        *_refers("second_sample", "owner_id", "user", "SET NULL", nullable=True),
        _whole("per_cent"),
        _whole("least"),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        _moment("at"),
        sa.CheckConstraint(
            "per_cent BETWEEN 1 AND 100", name=op.f("ck_second_sample_per_cent_in_range")
        ),
        sa.CheckConstraint("least >= 1", name=op.f("ck_second_sample_least_positive")),
    )
    op.create_index("ix_second_sample_bank_item_id", "second_sample", ["bank", "item_id"])


def _second_mark() -> None:
    table = "second_mark"
    _table(
        table,
        *_refers(table, "sample_id", "second_sample", "CASCADE"),
        *_refers(table, "response_id", "response", "CASCADE"),
        *_refers(table, "first_id", "given_mark", "CASCADE"),
        *_refers(table, "marker_id", "user", "SET NULL", nullable=True),
        *_refers(table, "item_version_id", "item_version", None, nullable=True),
        _whole("level", nullable=True),
        *_fraction(table, "mark", nullable=True, check="denominator_positive"),
        sa.Column("said", sa.JSON(), nullable=False),
        _moment("at", nullable=True),
        sa.Column("outcome", _one_of("outcome", "first", "second", "third"), nullable=True),
        _moment("settled_at", nullable=True),
        *_refers(table, "settled_by_id", "user", "SET NULL", nullable=True),
        sa.UniqueConstraint("response_id", name=op.f("uq_second_mark_response_id")),
    )
    for column in ("sample_id", "first_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
