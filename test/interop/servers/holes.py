"""FastAPI with PyJWT over the routes in ROUTES, and one hole. uvicorn prints the address.

Environment: PUBLIC_KEY (PEM), ISSUER, AUDIENCE, ROUTES (JSON: [{method, path, level, alternatives}]), HOLE (left out:
none; test/interop/support/holes.ts has the list), AT (the route that `no-check` is about), NAME (a superuser scope).
"""

import base64
import hashlib
import hmac
import json
import os

import jwt
import uvicorn
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response

HOLE = os.environ.get("HOLE")
AT = os.environ.get("AT")
PUBLIC_KEY = os.environ["PUBLIC_KEY"]
ROUTES = json.loads(os.environ["ROUTES"])
NEEDS = {(each["method"], each["path"]): each for each in ROUTES}


def is_signed_with(secret, token):
    text, _, signature = token.rpartition(".")
    mac = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode() == signature


def read_token(token):
    """The claims, or an error from PyJWT."""
    algorithm = jwt.get_unverified_header(token).get("alg")
    is_loose = (
        HOLE == "signature"
        or (HOLE == "alg-none" and algorithm == "none")
        or (HOLE == "key-confusion" and algorithm == "HS256" and is_signed_with(PUBLIC_KEY, token))
    )
    options = {
        "verify_signature": not is_loose,
        "verify_exp": HOLE != "exp",
        "verify_nbf": HOLE != "nbf",
        "verify_aud": HOLE != "aud",
        "verify_iss": HOLE != "iss",
    }
    parties = {} if HOLE == "aud" else {"audience": os.environ["AUDIENCE"]}
    if HOLE != "iss":
        parties["issuer"] = os.environ["ISSUER"]
    return jwt.decode(token, PUBLIC_KEY, algorithms=["RS256"], options=options, **parties)


def has(claim, held, name):
    """Whether the scope claim has this name, compared as the hole says."""
    match HOLE:
        case "substring":
            return name in claim
        case "contains":
            return any(name in each for each in held)
        case "prefix":
            return any(name == each or name.startswith(each + ":") for each in held)
        case "below":
            return any(each.startswith(name) for each in held)
        case "ignores-case":
            return name.lower() in claim.lower().split()
        case "wildcard":
            return name in held or name.partition(":")[0] + ":*" in held
        case _:
            return name in held


def is_allowed(claims, alternatives):
    claim = claims.get("scope")
    if HOLE == "other-claim":
        claim = claims.get("scp", claim)
    if HOLE == "no-claim" and claim is None:
        return True
    if HOLE == "falsy-claim" and not claim:
        return True
    if HOLE == "wrong-type" and claim is not None and not isinstance(claim, str):
        return True
    if isinstance(claim, list):
        claim = " ".join(claim)
    claim = claim if isinstance(claim, str) else ""
    held = claim.split()
    if HOLE == "any-token":
        return True
    if HOLE == "superuser" and os.environ["NAME"] in held:
        return True
    if HOLE == "implied" and "admin" in held:
        held += ["users:read", "users:delete"]
    used = alternatives[:1] if HOLE == "first-alternative" else alternatives
    used = alternatives[1:] or used if HOLE == "last-alternative" else used
    enough = any if HOLE == "any-of-all" else all
    return any(enough(has(claim, held, name) for name in names) or not names for names in used)


def refusal(status, challenge, body="refused"):
    headers = None if HOLE == "no-challenge" else {"WWW-Authenticate": challenge}
    return HTTPException(status, body, headers)


def is_skipped(request, key):
    method = request.scope.get("sent", request.method)
    return (
        (HOLE == "no-check" and " ".join(key) == AT)
        or (HOLE == "get-only" and method != "GET")
        or (HOLE == "head" and method == "HEAD")
        or (HOLE == "case" and request.scope["path"] != request.scope["spelled"])
        or (HOLE == "override" and request.headers.get("x-http-method-override") == "OPTIONS")
        or (HOLE == "override-write" and method != request.method)
    )


def guard(request: Request):
    route = request.scope["route"]
    key = ("GET" if request.method == "HEAD" else request.method, route.name)
    need = NEEDS[key]
    if need["level"] == "public" or is_skipped(request, key):
        return
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise refusal(401, "Bearer")
    if HOLE == "any-text":
        return
    try:
        claims = read_token(token)
    except jwt.InvalidTokenError:
        raise refusal(403 if HOLE == "not-401" else 401, 'Bearer error="invalid_token"') from None
    if is_allowed(claims, need["alternatives"]):
        return
    [first, *_] = need["alternatives"]
    if HOLE == "hidden":
        raise HTTPException(404, "Not Found")
    names = {each for names in need["alternatives"] for each in names}
    scope = " ".join(sorted(names) if HOLE == "union" else first)
    scope = "openid" if HOLE == "wrong-challenge" else scope
    data = json.loads(resource(*key)) if HOLE == "leak" else "refused"
    status = 401 if HOLE == "not-403" else 403
    raise refusal(status, f'Bearer error="insufficient_scope", scope="{scope}"', data)


def resource(method, path):
    return json.dumps({"route": f"{method} {path}", "rows": 3})


def endpoint(method, path):
    def answer():
        return Response(resource(method, path), media_type="application/json")

    return answer


def add(router, route, prefix, guards):
    method, path = route["method"], route["path"]
    methods = ["GET", "HEAD"] if method == "GET" else [method]
    local = path.removeprefix(prefix)
    options = {"methods": methods, "name": path}
    router.add_api_route(local, endpoint(method, path), dependencies=guards, **options)
    if HOLE == "slash":
        other = local.removesuffix("/") if local.endswith("/") else local + "/"
        router.add_api_route(other, endpoint(method, path), **options)


app = FastAPI(redirect_slashes=False)
users = APIRouter(prefix="/users")
for each in ROUTES:
    isUsers = each["path"].startswith("/users")
    isForgotten = HOLE == "router" and isUsers
    place, prefix = (users, "/users") if isUsers else (app, "")
    add(place, each, prefix, [] if isForgotten else [Depends(guard)])
app.include_router(users)

cache = {}


class Front:
    """What runs before the guard: a cache, a path that is made lower case, a method override."""

    def __init__(self, inner):
        self.inner = inner

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.inner(scope, receive, send)
        scope["spelled"] = scope["path"]
        if HOLE == "case":
            scope["path"] = scope["path"].lower()
        override = dict(scope["headers"]).get(b"x-http-method-override")
        if HOLE == "override-write" and override:
            scope["sent"] = scope["method"]
            scope["method"] = override.decode()
        key = (scope["method"], scope["path"])
        if HOLE != "cache" or scope["method"] != "GET":
            return await self.inner(scope, receive, send)
        if key not in cache:
            messages = []

            async def keep(message):
                messages.append(message)
                await send(message)

            await self.inner(scope, receive, keep)
            if messages[0]["status"] == 200:
                cache[key] = messages
            return None
        for message in cache[key]:
            await send(message)


uvicorn.run(Front(app), host="127.0.0.1", port=0)
