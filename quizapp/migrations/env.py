"""What Alembic runs: the connection is handed in, SQLite changes tables in batches."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

import quizapp.editor.models
import quizapp.marking.models
import quizapp.mistakes.models
import quizapp.quizzes.groups
import quizapp.regrading.models
import quizapp.reteaching.models  # noqa: F401  (with those above and below, all tables)
from quizapp.database import Model, UtcDateTime


def render_item(kind: str, item: Any, _context: AutogenContext) -> Literal["sa.DateTime()", False]:
    """Keep migrations free of our own code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
