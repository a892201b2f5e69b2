"""Questions that are answered in typed words or numbers."""

from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.numeric.model import NumericItem
from quizapp.items.short_answer.model import ShortAnswerItem
from tests.make import real_bank

FEEDBACK = {"right": "It is so.", "wrong": "Read it again."}
COMMON = real_bank().items["CMP-16"].model_dump()
SHARED = ("id", "skill", "difficulty", "bloom", "solo", "seconds", "stem", "explanation", "refs")
BASE = {name: COMMON[name] for name in SHARED}

SHORT = ShortAnswerItem.model_validate(
    {
        **BASE,
        "type": "short_answer",
        "accept": ["harbour master"],
        "near_misses": [{"answers": ["pilot"], "feedback": "That is somebody else."}],
        "feedback": FEEDBACK,
    }
)
NUMBER = NumericItem.model_validate(
    {
        **BASE,
        "type": "numeric",
        "answer": 60,
        "lowest": 58,
        "highest": "61.5",
        "unit": "ships",
        "near_misses": [{"value": 70, "feedback": "That is tonnes."}],
        "feedback": FEEDBACK,
    }
)
GAPS = GapFillItem.model_validate(
    {
        **BASE,
        "type": "gap_fill",
        "text": "The {{who}} counted {{what}}.",
        "gaps": [
            {"id": "who", "accept": ["clerk"], "feedback": FEEDBACK},
            {
                "id": "what",
                "options": [
                    {"id": "a", "text": "ships", "credit": 1, "feedback": "Yes."},
                    {"id": "b", "text": "sheep", "feedback": "No."},
                ],
            },
        ],
    }
)
