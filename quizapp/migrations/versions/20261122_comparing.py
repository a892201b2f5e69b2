"""Rounds of comparing scripts, the scripts in them, and the decisions of their judges."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROUND, SCRIPT = "comparing_round", "compared_script"


def upgrade() -> None:
    with op.batch_alter_table("given_mark") as table:
        table.add_column(
            sa.Column("origin", sa.String(length=120), nullable=False, server_default="")
        )
    _round()
    _members("comparing_round_assignment", "assignment_id", "assignment")
    _members("comparing_round_judge", "judge_id", "user")
    op.create_index(
        op.f("ix_comparing_round_assignment_assignment_id"),
        "comparing_round_assignment",
        ["assignment_id"],
    )
    _script()
    _decision()


def downgrade() -> None:
    tables = ("comparing_decision", SCRIPT, "comparing_round_judge", "comparing_round_assignment")
    for table in (*tables, ROUND):
        op.drop_table(table)
    with op.batch_alter_table("given_mark") as batch:
        batch.drop_column("origin")


def _refers(table: str, column: str, to: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _round() -> None:
    op.create_table(
        ROUND,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("least BETWEEN 1 AND 50", name=op.f(f"ck_{ROUND}_least_in_range")),
        _refers(ROUND, "item_version_id", "item_version", None),
        _refers(ROUND, "started_by_id", "user", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{ROUND}")),
    )
    op.create_index(op.f(f"ix_{ROUND}_item_version_id"), ROUND, ["item_version_id"])


def _members(table: str, column: str, to: str) -> None:
    op.create_table(
        table,
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        _refers(table, "round_id", ROUND, "CASCADE"),
        _refers(table, column, to, "CASCADE"),
        sa.PrimaryKeyConstraint("round_id", column, name=op.f(f"pk_{table}")),
    )


def _script() -> None:
    op.create_table(
        SCRIPT,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("sample", sa.Integer(), nullable=True),
        sa.Column("anchor_mark", sa.Integer(), nullable=True),
        sa.Column("mark_used_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(response_id IS NULL) <> (sample IS NULL)", name=op.f(f"ck_{SCRIPT}_one_origin")
        ),
        sa.CheckConstraint("anchor_mark >= 0", name=op.f(f"ck_{SCRIPT}_anchor_not_negative")),
        _refers(SCRIPT, "round_id", ROUND, "CASCADE"),
        _refers(SCRIPT, "response_id", "response", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{SCRIPT}")),
        *(
            sa.UniqueConstraint("round_id", column, name=op.f(f"uq_{SCRIPT}_round_id_{column}"))
            for column in ("number", "response_id", "sample")
        ),
    )
    op.create_index(op.f(f"ix_{SCRIPT}_response_id"), SCRIPT, ["response_id"])


def _decision() -> None:
    table = "comparing_decision"
    verdict = sa.Enum(
        "left",
        "right",
        "skipped",
        name="verdict",
        native_enum=False,
        create_constraint=True,
        length=20,
    )
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("right_id", sa.Integer(), nullable=False),
        sa.Column("left_revision", sa.Integer(), nullable=False),
        sa.Column("right_revision", sa.Integer(), nullable=False),
        sa.Column("verdict", verdict, nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("left_id <> right_id", name=op.f(f"ck_{table}_two_scripts")),
        sa.CheckConstraint("seconds >= 0", name=op.f(f"ck_{table}_seconds_not_negative")),
        _refers(table, "round_id", ROUND, "CASCADE"),
        _refers(table, "judge_id", "user", "SET NULL"),
        _refers(table, "left_id", SCRIPT, "CASCADE"),
        _refers(table, "right_id", SCRIPT, "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(
            "round_id", "judge_id", "turn", name=op.f(f"uq_{table}_round_id_judge_id_turn")
        ),
    )
    for column in ("left_id", "right_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
