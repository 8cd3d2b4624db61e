"""Fixtures that ask the scope catalog: tokens for roles, and assertions about them. Needs Node.js and scopectl."""

import json
import os
import secrets
import shlex
import subprocess
from pathlib import Path

import pytest

# In CI, set SCOPECTL to a faster command than npx, such as a path to the binary.
SCOPECTL = shlex.split(os.environ.get("SCOPECTL", "npx --no-install scopectl"))
CATALOG = str(Path(__file__).parent / "scopes.yaml")
os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))


def scopectl(*args, expected=(0,), text=None):
    """Runs a command on the catalog. An exit code that was not expected is an error, never an answer."""
    command, *others = args
    done = subprocess.run(
        [*SCOPECTL, command, "-c", CATALOG, *others], capture_output=True, text=True, input=text or ""
    )
    if done.returncode not in expected:
        pytest.fail(f"scopectl {command}: exit {done.returncode}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="session")
def token():
    """token("editor") is a token of that role; token("editor", "--flaw", "expired") a bad one. Each is made once."""
    made = {}

    def token(role, *flags):
        key = (role, *flags)
        if key not in made:
            made[key] = scopectl("token", "--role", role, *flags).strip()
        return made[key]

    return token


@pytest.fixture(scope="session")
def auth(token):
    """The header for a role; none for None."""
    return lambda role: {} if role is None else {"Authorization": f"Bearer {token(role)}"}


def pytest_generate_tests(metafunc):
    """A test that takes `cell` runs for each cell of the catalog's matrix: role (None: anonymous), method, path, status."""
    if "cell" not in metafunc.fixturenames:
        return
    matrix = json.loads(scopectl("matrix", "--by", "role", "--json"))
    cells = [
        (None if column["kind"] == "anonymous" else column["name"], row["method"], row["template"], status)
        for row in matrix["rows"]
        for column, status in zip(matrix["columns"], row["statuses"], strict=True)
        if column["kind"] in ("anonymous", "role")
    ]
    if not cells:
        # pytest skips a test without parameters.
        raise pytest.UsageError(f"{CATALOG} has no routes, so nothing would be tested")
    metafunc.parametrize("cell", cells, ids=[f"{role}: {method} {path}" for role, method, path, _ in cells])


def _assert_status(status, subject, route):
    # A token goes through stdin: arguments are visible to every process.
    flags, text = ((), subject) if "." in subject else (("--role", subject), None)
    args = ("check", *flags, "--route", route, "--expect", str(status))
    # 5: answered, but otherwise than expected. The second run is for people.
    answer = json.loads(scopectl(*args, "--json", expected=(0, 5), text=text))
    if not answer["passed"]:
        pytest.fail(scopectl(*args, expected=(5,), text=text), pytrace=False)


@pytest.fixture(scope="session")
def assert_allows():
    """assert_allows("editor", "POST /items"), with the name of a role or a token."""
    return lambda subject, route: _assert_status(200, subject, route)


@pytest.fixture(scope="session")
def assert_denies():
    """assert_denies("reader", "POST /items"): known, but lacks a scope (403)."""
    return lambda subject, route: _assert_status(403, subject, route)


@pytest.fixture(scope="session")
def assert_unauthorized():
    """assert_unauthorized(expired_token, "GET /me"): refused (401)."""
    return lambda subject, route: _assert_status(401, subject, route)
