"""What can be asked: one folder an interaction type."""

from quizapp.items.base import AnyItemType
from quizapp.items.best_answer.scoring import BestAnswer
from quizapp.items.categorise.scoring import Categorise
from quizapp.items.contested.scoring import Contested
from quizapp.items.extended_response.scoring import ExtendedResponse
from quizapp.items.gap_fill.scoring import GapFill
from quizapp.items.grid.scoring import Grid
from quizapp.items.hot_text.scoring import HotText
from quizapp.items.matching.scoring import Matching
from quizapp.items.multiple_response.scoring import MultipleResponse
from quizapp.items.numeric.scoring import Numeric
from quizapp.items.ordering.scoring import Ordering
from quizapp.items.ranking.scoring import Ranking
from quizapp.items.short_answer.scoring import ShortAnswer
from quizapp.items.single_choice.scoring import SingleChoice

_TYPES: tuple[AnyItemType, ...] = (
    SingleChoice(),
    BestAnswer(),
    MultipleResponse(),
    Ordering(),
    Matching(),
    Categorise(),
    GapFill(),
    HotText(),
    Grid(),
    Ranking(),
    Contested(),
    Numeric(),
    ShortAnswer(),
    ExtendedResponse(),
)

ITEM_TYPES: dict[str, AnyItemType] = {kind.name: kind for kind in _TYPES}
