"""Flask-JWT-Extended over the routes in ROUTES; prints its address.

Environment: SECRET (or a public key as PEM), ALGORITHM, ROUTES (JSON: [{method, path, level, alternatives}]), ISSUER and AUDIENCE (left out: not checked).
"""

import json
import os
import re

from flask import Flask, abort
from flask_jwt_extended import JWTManager, get_jwt, jwt_required
from werkzeug.serving import make_server

app = Flask(__name__)
app.config["JWT_ALGORITHM"] = os.environ.get("ALGORITHM", "HS256")
IS_SECRET = app.config["JWT_ALGORITHM"].startswith("HS")
app.config["JWT_SECRET_KEY" if IS_SECRET else "JWT_PUBLIC_KEY"] = os.environ["SECRET"]
if "ISSUER" in os.environ:
    app.config["JWT_DECODE_ISSUER"] = os.environ["ISSUER"]
if "AUDIENCE" in os.environ:
    app.config["JWT_DECODE_AUDIENCE"] = os.environ["AUDIENCE"]
JWTManager(app)


def is_allowed(alternatives):
    scope = get_jwt().get("scope", "")
    held = scope if isinstance(scope, list) else str(scope).split()
    return any(all(name in held for name in names) for names in alternatives)


def view(route):
    def public(**_):
        return "OK"

    @jwt_required()
    def guarded(**_):
        return "OK" if is_allowed(route["alternatives"]) else abort(403)

    return public if route["level"] == "public" else guarded


for index, each in enumerate(json.loads(os.environ["ROUTES"])):
    path = re.sub(r"\{(\w+)\*\}", r"<path:\1>", each["path"])
    rule = re.sub(r"\{(\w+)\}", r"<\1>", path)
    app.add_url_rule(rule, f"route{index}", view(each), methods=[each["method"]])

server = make_server("127.0.0.1", 0, app, threaded=True)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
