import os

import jwt
from fastapi import FastAPI, HTTPException, Security
from fastapi.security import OAuth2PasswordBearer, SecurityScopes

SCOPES = {
    "items:read": "Read items",
    "items:write": "Create and change items",
    "items:delete": "Delete items",
}
oauth2 = OAuth2PasswordBearer(tokenUrl="token", scopes=SCOPES)
app = FastAPI()


def caller(needed: SecurityScopes, token: str = Security(oauth2)):
    try:
        claims = jwt.decode(
            token,
            os.environ["SECRET_KEY"],
            algorithms=["HS256"],
            audience="items-api",
            issuer="http://localhost:8000",
            options={"require": ["exp", "sub"]},
        )
    except jwt.PyJWTError:
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    held = claims.get("scope")
    if not set(needed.scopes) <= set(held.split() if isinstance(held, str) else []):
        challenge = f'Bearer error="insufficient_scope", scope="{needed.scope_str}"'
        raise HTTPException(403, headers={"WWW-Authenticate": challenge})
    return claims


@app.get("/health")
def health():
    return {"ok": True}


@app.get("/me")
def me(claims=Security(caller)):
    return {"sub": claims["sub"]}


@app.get("/items")
def list_items(claims=Security(caller, scopes=["items:read"])):
    return []


@app.post("/items")
def create_item(claims=Security(caller, scopes=["items:write"])):
    return {"id": 1}


@app.delete("/items/{item_id}")
def delete_item(item_id: int, claims=Security(caller, scopes=["items:delete"])):
    return {}
