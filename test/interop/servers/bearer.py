"""FastAPI with HTTPBearer and PyJWT, over the routes in ROUTES. uvicorn prints the address.

Environment: SECRET (or a public key as PEM), ALGORITHM, JWKS_URL (instead of SECRET), ROUTES (JSON: [{method, path, level, alternatives}]), ISSUER and AUDIENCE (left out: not checked).
"""

import json
import os
from typing import Annotated

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

EXPECTED = {
    name: os.environ[name.upper()] for name in ("audience", "issuer") if name.upper() in os.environ
}
ALGORITHM = os.environ.get("ALGORITHM", "HS256")
SECRET = os.environ["SECRET"]
KEY_SET = jwt.PyJWKClient(os.environ["JWKS_URL"]) if "JWKS_URL" in os.environ else None
app = FastAPI()
bearer = HTTPBearer()


def current_claims(credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)]):
    try:
        token = credentials.credentials
        key = KEY_SET.get_signing_key_from_jwt(token) if KEY_SET else SECRET
        return jwt.decode(token, key, algorithms=[ALGORITHM], **EXPECTED)
    except jwt.PyJWTError:
        raise HTTPException(
            401, "Invalid or expired token", headers={"WWW-Authenticate": "Bearer"}
        ) from None


def guard(alternatives):
    def check(claims: Annotated[dict, Depends(current_claims)]):
        scope = claims.get("scope", "")
        held = scope if isinstance(scope, list) else str(scope).split()
        if not any(all(name in held for name in names) for names in alternatives):
            raise HTTPException(403, "Not enough permissions")

    return check


async def endpoint():
    return {"ok": True}


for each in json.loads(os.environ["ROUTES"]):
    app.add_api_route(
        each["path"].replace("*}", ":path}"),
        endpoint,
        methods=[each["method"]],
        dependencies=[]
        if each["level"] == "public"
        else [Depends(guard(each["alternatives"]))],
    )

uvicorn.run(app, host="127.0.0.1", port=0)
