"""Grade boundaries and late rules of assignments."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("none", "per_day", "cap")
NUMBERS = ("late_per_cent", "late_floor")


def upgrade() -> None:
    kind = sa.Enum(*KINDS, name="late_rule", native_enum=False, create_constraint=True, length=20)
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.add_column(sa.Column("grades", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("late_rule", kind, nullable=False, server_default="none"))
        for name in NUMBERS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("assignment") as batch_op:
        for name in ("grades", "late_rule", *NUMBERS):
            batch_op.alter_column(name, server_default=None)
        for name in NUMBERS:
            checked = op.f(f"ck_assignment_{name}_in_range")
            batch_op.create_check_constraint(checked, f"{name} BETWEEN 0 AND 100")


def downgrade() -> None:
    with op.batch_alter_table("assignment") as batch_op:
        for name in NUMBERS:
            batch_op.drop_constraint(op.f(f"ck_assignment_{name}_in_range"), type_="check")
        batch_op.drop_constraint(op.f("ck_assignment_late_rule"), type_="check")
        for name in (*NUMBERS, "late_rule", "grades"):
            batch_op.drop_column(name)
