"""Marks that people give, comments on words, holds, hand-overs, and steps that say "marked"."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KINDS = ("saved", "conflict", "late", "accepted", "submitted", "scored")


def upgrade() -> None:
    _allow((*KINDS, "marked"))
    _given_mark()
    _remark()
    _saved_comment()
    _hold()
    _hand_over()


def downgrade() -> None:
    for table in ("hand_over", "hold", "saved_comment", "remark", "given_mark"):
        op.drop_table(table)
    op.execute("UPDATE response_step SET kind = 'scored' WHERE kind = 'marked'")
    _allow(KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    """Let steps be of these kinds only."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("response_step") as table:
        table.drop_constraint(op.f("ck_response_step_step_kind"), type_="check")
        table.create_check_constraint(op.f("ck_response_step_step_kind"), f"kind IN ({listed})")


def _given_mark() -> None:
    op.create_table(
        "given_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=True),
        sa.Column("item_version_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("mark_numerator", sa.BigInteger(), nullable=False),
        sa.Column("mark_denominator", sa.BigInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.CheckConstraint("mark_denominator > 0", name=op.f("ck_given_mark_denominator_positive")),
        sa.ForeignKeyConstraint(
            ["item_version_id"],
            ["item_version.id"],
            name=op.f("fk_given_mark_item_version_id_item_version"),
        ),
        sa.ForeignKeyConstraint(
            ["marker_id"],
            ["user.id"],
            name=op.f("fk_given_mark_marker_id_user"),
            ondelete="SET NULL",
        ),
        _response("given_mark"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_mark")),
    )
    op.create_index(op.f("ix_given_mark_response_id"), "given_mark", ["response_id"])
    op.create_index(
        "ix_given_mark_current",
        "given_mark",
        ["response_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )


def _response(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["response_id"],
        ["response.id"],
        name=op.f(f"fk_{table}_response_id_response"),
        ondelete="CASCADE",
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["user.id"], name=op.f(f"fk_{table}_{column}_user"), ondelete="CASCADE"
    )


def _remark() -> None:
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("given_mark_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("start >= 0 AND start < stop", name=op.f("ck_remark_some_words")),
        sa.ForeignKeyConstraint(
            ["given_mark_id"],
            ["given_mark.id"],
            name=op.f("fk_remark_given_mark_id_given_mark"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_given_mark_id"), "remark", ["given_mark_id"])


def _saved_comment() -> None:
    op.create_table(
        "saved_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("bank", sa.String(length=60), nullable=False),
        sa.Column("item_id", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        _person("saved_comment", "marker_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_comment")),
        sa.UniqueConstraint(
            "marker_id",
            "bank",
            "item_id",
            "text",
            name=op.f("uq_saved_comment_marker_id_bank_item_id_text"),
        ),
    )


def _hold() -> None:
    op.create_table(
        "hold",
        sa.Column("response_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        _person("hold", "marker_id"),
        _response("hold"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_hold")),
    )


def _hand_over() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("taker_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        _person("hand_over", "giver_id"),
        _person("hand_over", "taker_id"),
        _response("hand_over"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(op.f("ix_hand_over_response_id"), "hand_over", ["response_id"])
    op.create_index(
        "ix_hand_over_open",
        "hand_over",
        ["response_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
