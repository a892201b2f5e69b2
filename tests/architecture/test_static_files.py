"""Style sheets, scripts and pictures: kept by browsers for as long as they stay the same."""

import re

from flask import Flask
from flask.testing import FlaskClient

KEPT = "public, max-age=31536000, immutable"


def kept(client: FlaskClient, address: str) -> str:
    with client.get(address) as response:
        return response.headers["Cache-Control"]


def test_what_a_page_loads_is_kept_until_it_changes(app: Flask):
    client = app.test_client()
    addresses = re.findall(r'"(/static/[^"]+)"', client.get("/sign-in").get_data(as_text=True))

    assert len(addresses) > 20
    for address in addresses:
        assert kept(client, address) == KEPT, address


def test_an_address_without_the_present_version_is_asked_for_again(app: Flask):
    client = app.test_client()

    for address in ("/static/css/base.css", "/static/css/base.css?v=0"):
        assert kept(client, address) == "no-cache"


def test_a_page_about_a_missing_file_is_not_kept(app: Flask):
    assert kept(app.test_client(), "/static/none.css?v=0") == "no-store"
