"""Style sheets, scripts and pictures: kept by browsers for as long as they stay the same."""

import re
from hashlib import blake2b
from pathlib import Path

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


def test_no_file_outside_the_folder_is_looked_into(app: Flask):
    outside = Path(app.root_path) / "config.py"
    version = blake2b(outside.read_bytes(), digest_size=4).hexdigest()

    assert kept(app.test_client(), f"/static/../config.py?v={version}") == "no-store"
