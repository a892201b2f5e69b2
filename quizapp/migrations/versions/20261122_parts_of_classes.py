"""Assignments for a part of a class, with words to students; follow-ups on beliefs."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
