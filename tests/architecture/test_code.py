"""What holds for the code as text."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "quizapp").rglob("*.py"))
TEMPLATES = [
    *sorted((ROOT / "quizapp" / "templates").rglob("*.html")),
    *sorted((ROOT / "quizapp" / "items").rglob("*.html")),
]
LOCKS = [*ROOT.glob("*.lock"), ROOT / "package-lock.json", ROOT / ".npmrc"]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def may_commit(path: Path) -> bool:
    """Views commit once, commands are views of the terminal, and upkeep is what they call."""
    return "views" in path.parts or path.name in {"views.py", "cli.py", "upkeep.py", "__init__.py"}


def test_only_views_and_commands_commit():
    commits = re.compile(r"session\.commit\(|connection\.commit\(")
    found = [
        short(path)
        for path in CODE
        if not may_commit(path) and commits.search(path.read_text(encoding="utf-8"))
    ]

    assert found == ["quizapp/demo/database.py"]  # its own file, not the session


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_a_template_never_trusts_text_and_carries_no_style_or_script(template: Path):
    text = template.read_text(encoding="utf-8")

    assert "|safe" not in text.replace(" ", "")
    assert not re.search(r"<[^>{%]*\s(style|on[a-z]+)=", text)
    assert "<script>" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=short)
def test_a_lock_file_names_no_address(lock: Path):
    assert "://" not in lock.read_text(encoding="utf-8")


def test_scripts_are_small_and_load_nothing_from_elsewhere():
    for path in sorted((ROOT / "quizapp" / "static" / "js").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 150, short(path)
        assert "://" not in text, short(path)
        assert not re.search(r"innerHTML\s*=[^=]", text), short(path)
