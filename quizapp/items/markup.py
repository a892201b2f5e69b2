"""Safe Markdown: what authors write becomes HTML with a short list of tags, nothing else."""

import nh3
from markdown_it import MarkdownIt

_reader = MarkdownIt("zero").enable(["emphasis", "list", "newline", "escape", "backticks"])
_INLINE = {"em", "strong", "code", "br"}
_BLOCK = _INLINE | {"p", "ul", "ol", "li"}


def inline(text: str) -> str:
    """Return one line of Markdown as safe HTML: emphasis and code only."""
    return nh3.clean(_reader.renderInline(text), tags=_INLINE, attributes={})


def block(text: str) -> str:
    """Return paragraphs and lists of Markdown as safe HTML."""
    return nh3.clean(_reader.render(text), tags=_BLOCK, attributes={})
