"""FastAPI as in its tutorial on OAuth2 scopes, with the routes in ROUTES. uvicorn prints the address.

Environment: SECRET_KEY (or a public key as PEM), ALGORITHM, JWKS_URL (instead of SECRET_KEY),
ROUTES (JSON: [{method, path, level, alternatives}]), USERS (JSON: the names it knows),
FORBIDDEN (401 as in the tutorial, or 403), SCOPE_CLAIM and SCOPE_FORM (array, or string as in its later edition),
AUDIENCE and ISSUER (JSON lists; left out: not passed to PyJWT).
"""

import json
import os
from typing import Annotated

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes
from jwt.exceptions import InvalidTokenError
from pydantic import BaseModel, ValidationError

SECRET_KEY = os.environ["SECRET_KEY"]
ALGORITHM = os.environ.get("ALGORITHM", "HS256")
KEY_SET = jwt.PyJWKClient(os.environ["JWKS_URL"]) if "JWKS_URL" in os.environ else None
FORBIDDEN = int(os.environ["FORBIDDEN"])
SCOPE_CLAIM = os.environ.get("SCOPE_CLAIM", "scopes")
SCOPE_FORM = os.environ.get("SCOPE_FORM", "array")
USERS = set(json.loads(os.environ["USERS"]))
EXPECTED = {
    name: json.loads(os.environ[name.upper()])
    for name in ("audience", "issuer")
    if name.upper() in os.environ
}

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="token")
app = FastAPI()


class TokenData(BaseModel):
    username: str | None = None
    scopes: list[str] = []


def read_scopes(payload):
    if SCOPE_FORM == "array":
        return payload.get(SCOPE_CLAIM, [])
    return payload.get(SCOPE_CLAIM, "").split(" ")


async def get_current_user(
    security_scopes: SecurityScopes, token: Annotated[str, Depends(oauth2_scheme)]
):
    if security_scopes.scopes:
        authenticate_value = f'Bearer scope="{security_scopes.scope_str}"'
    else:
        authenticate_value = "Bearer"
    credentials_exception = HTTPException(
        status_code=401,
        detail="Could not validate credentials",
        headers={"WWW-Authenticate": authenticate_value},
    )
    try:
        key = KEY_SET.get_signing_key_from_jwt(token) if KEY_SET else SECRET_KEY
        payload = jwt.decode(token, key, algorithms=[ALGORITHM], **EXPECTED)
        username = payload.get("sub")
        if username is None:
            raise credentials_exception
        token_data = TokenData(scopes=read_scopes(payload), username=username)
    except (InvalidTokenError, ValidationError):
        raise credentials_exception
    if token_data.username not in USERS:
        raise credentials_exception
    for scope in security_scopes.scopes:
        if scope not in token_data.scopes:
            raise HTTPException(
                status_code=FORBIDDEN,
                detail="Not enough permissions",
                headers={"WWW-Authenticate": authenticate_value},
            )
    return token_data.username


def one_of(alternatives):
    """What SecurityScopes cannot say: the first alternative that lets the caller in, else the first refusal."""

    async def guard(token: Annotated[str, Depends(oauth2_scheme)]):
        refusals = []
        for scopes in alternatives:
            try:
                return await get_current_user(SecurityScopes(scopes), token)
            except HTTPException as refusal:
                refusals.append(refusal)
        raise refusals[0]

    return guard


def guards(route):
    if route["level"] == "public":
        return []
    [first, *others] = route["alternatives"]
    if others:
        return [Depends(one_of(route["alternatives"]))]
    return [Security(get_current_user, scopes=first)]


async def endpoint():
    return {"ok": True}


for each in json.loads(os.environ["ROUTES"]):
    app.add_api_route(
        each["path"].replace("*}", ":path}"),
        endpoint,
        methods=[each["method"]],
        dependencies=guards(each),
    )

uvicorn.run(app, host="127.0.0.1", port=0)
