"""Addresses to print and to show: the ones the school is reached at."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for


def full(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, as this visitor reached the school."""
    return url_for(endpoint, _external=True, **values)


def typed(endpoint: str) -> str:
    """Return an address as people type it: without the scheme and a slash at the end."""
    return full(endpoint).partition("://")[2].rstrip("/")


def only_this_computer() -> bool:
    """Return whether the school was reached at an address that other devices cannot open."""
    host = urlsplit(request.host_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
