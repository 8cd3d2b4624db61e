import re

import pytest
from fastapi.testclient import TestClient

from main import app

client = TestClient(app)


def test_every_role_on_every_route(auth, cell):
    role, method, path, status = cell
    answer = client.request(method, re.sub(r"\{\w+\}", "42", path), headers=auth(role))
    assert answer.status_code == status


@pytest.mark.parametrize("flaw", ["expired", "wrong-audience", "wrong-issuer"])
def test_bad_tokens_are_refused(token, flaw):
    bad = token("admin", "--flaw", flaw, "--with-configured-key")
    assert client.get("/items", headers={"Authorization": f"Bearer {bad}"}).status_code == 401


def test_a_token_for_reading_does_not_delete(token, assert_allows, assert_denies):
    reading = token("admin", "--scope", "items:read")
    assert_allows(reading, "GET /items")
    assert_denies(reading, "DELETE /items/42")
    assert_denies("editor", "DELETE /items/42")
