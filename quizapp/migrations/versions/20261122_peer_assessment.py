"""Self- and peer-assessment of written answers."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "self", "peer", "both", name="kind", native_enum=False, create_constraint=True, length=20
)


def upgrade() -> None:
    _rounds()
    _assessments()


def _rounds() -> None:
    op.create_table(
        "peer_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("closes_at", sa.DateTime(), nullable=False),
        sa.Column("after_feedback", sa.Boolean(), nullable=False),
        sa.Column("hides_authors", sa.Boolean(), nullable=False),
        sa.Column("hides_readers", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "readings BETWEEN 1 AND 3", name=op.f("ck_peer_round_readings_in_range")
        ),
        sa.CheckConstraint(
            "opens_at < closes_at", name=op.f("ck_peer_round_opens_before_it_closes")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_peer_round_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["user.id"],
            name=op.f("fk_peer_round_made_by_id_user"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_round")),
        sa.UniqueConstraint(
            "assignment_id", "position", name=op.f("uq_peer_round_assignment_id_position")
        ),
    )


def _assessments() -> None:
    op.create_table(
        "peer_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ticks", sa.JSON(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("strength", sa.String(length=600), nullable=False),
        sa.Column("next_step", sa.String(length=600), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("report", sa.String(length=300), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=False),
        *_keys(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_assessment")),
        sa.UniqueConstraint(
            "round_id",
            "reader_id",
            "response_id",
            name=op.f("uq_peer_assessment_round_id_reader_id_response_id"),
        ),
    )
    with op.batch_alter_table("peer_assessment", schema=None) as batch_op:
        for name in ("reader_id", "response_id"):
            batch_op.create_index(batch_op.f(f"ix_peer_assessment_{name}"), [name], unique=False)


def _keys() -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column],
            [f"{table}.id"],
            name=op.f(f"fk_peer_assessment_{column}_{table}"),
            ondelete=ondelete,
        )
        for column, table, ondelete in (
            ("round_id", "peer_round", "CASCADE"),
            ("reader_id", "user", "CASCADE"),
            ("response_id", "response", "CASCADE"),
            ("hidden_by_id", "user", "SET NULL"),
        )
    ]


def downgrade() -> None:
    op.drop_table("peer_assessment")
    op.drop_table("peer_round")
