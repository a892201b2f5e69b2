"""Several teachers of a class."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "co_teacher",
        sa.Column("classroom_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["classroom_id"],
            ["classroom.id"],
            name=op.f("fk_co_teacher_classroom_id_classroom"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["teacher_id"],
            ["user.id"],
            name=op.f("fk_co_teacher_teacher_id_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("classroom_id", "teacher_id", name=op.f("pk_co_teacher")),
    )
    with op.batch_alter_table("co_teacher", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_co_teacher_teacher_id"), ["teacher_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("co_teacher", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_co_teacher_teacher_id"))

    op.drop_table("co_teacher")
