"""What holds for the code as text."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "quizapp").rglob("*.py"))
TEMPLATES = [
    *sorted((ROOT / "quizapp" / "templates").rglob("*.html")),
    *sorted((ROOT / "quizapp" / "items").rglob("*.html")),
]
PAGES = [  # not the frame, and not what pages are made of
    path
    for path in sorted((ROOT / "quizapp" / "templates").rglob("*.html"))
    if not (path.name == "base.html" or path.name.startswith("_") or path.parent.name == "macros")
]
LAYOUT = re.compile(r'\{% extends "(base|layouts/\w+)\.html" %\}')
ROUTE = re.compile(r"\w+\.(route|get|post)\(")
ACCESS_DECORATORS = {
    "for_everyone",
    "for_signed_in",
    "for_students",
    "for_teachers",
    "for_admins",
    "for_authors",
}
LOCKS = [*ROOT.glob("*.lock"), ROOT / "package-lock.json", ROOT / ".npmrc"]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def may_commit(path: Path) -> bool:
    """Views commit once; commands, and the upkeep that they call, are views of the terminal.

    What follows the folders of banks is one of the disk.
    """
    name = path.relative_to(ROOT / "quizapp").as_posix()
    return (
        "views" in path.parts
        or name in {"upkeep.py", "migrations/__init__.py", "editor/following.py"}
        or path.name == "views.py"
        or path.name.endswith("cli.py")
    )


def test_only_views_and_commands_commit():
    found = [
        short(path)
        for path in CODE
        if not may_commit(path) and ".commit(" in path.read_text(encoding="utf-8")
    ]

    assert not found


def routed(path: Path) -> list[tuple[str, list[str]]]:
    """Return the functions with a route in a module, and their decorators from top to bottom."""
    functions = [
        (each.name, [ast.unparse(decorator) for decorator in each.decorator_list])
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.FunctionDef)
    ]
    return [(name, worn) for name, worn in functions if any(ROUTE.match(each) for each in worn)]


def test_one_access_decorator_stands_directly_under_each_route():
    views = [(short(path), *view) for path in CODE for view in routed(path)]
    odd = [
        (path, name, worn)
        for path, name, worn in views
        if not re.fullmatch(r"R+A[^A]*", "".join(kind_of(each) for each in worn))
    ]

    assert len(views) > 50
    assert not odd


def kind_of(decorator: str) -> str:
    if ROUTE.match(decorator):
        return "R"
    return "A" if decorator in ACCESS_DECORATORS else "-"


@pytest.mark.parametrize("template", PAGES, ids=short)
def test_a_page_extends_a_layout(template: Path):
    text = template.read_text(encoding="utf-8")
    first = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL).lstrip().partition("\n")[0]

    assert LAYOUT.fullmatch(first)


@pytest.mark.parametrize("template", TEMPLATES, ids=short)
def test_a_template_never_trusts_text_and_carries_no_style_or_script(template: Path):
    text = template.read_text(encoding="utf-8")

    assert "|safe" not in text.replace(" ", "")
    assert not re.search(r"<[^>{%]*\s(style|on[a-z]+)=", text)
    assert "<script>" not in text


@pytest.mark.parametrize("lock", LOCKS, ids=short)
def test_a_lock_file_names_no_address_and_no_host(lock: Path):
    text = lock.read_text(encoding="utf-8")

    assert "://" not in text
    assert '"resolved"' not in text
    assert not re.search(r"\b[\w-]+\.(org|com|net|io|dev)\b", text)


def test_scripts_are_small_and_load_nothing_from_elsewhere():
    for path in sorted((ROOT / "quizapp" / "static" / "js").rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 150, short(path)
        assert "://" not in text, short(path)
        assert not re.search(r"innerHTML\s*=[^=]", text), short(path)
