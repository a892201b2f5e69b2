"""QR codes as pictures inside the page."""

from markupsafe import Markup, escape
from segno import make


def picture(address: str, title: str) -> Markup:
    """Return the QR code of an address as SVG: dark on light in every colour scheme."""
    svg = make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="qr", lineclass=None, dark="#000", light="#fff"
    )
    named = f'<svg role="img" aria-label="{escape(title)}"'
    return Markup(svg.replace("<svg", named, 1))  # noqa: S704  (made here, the title is escaped)
