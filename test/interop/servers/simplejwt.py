"""Django REST framework with simplejwt, for tokens of another service, over the routes in ROUTES; prints its address.

Environment: SECRET (or a public key as PEM), ALGORITHM, JWKS_URL (instead of SECRET), ROUTES (JSON: [{method, path, level, alternatives}]), ISSUER and AUDIENCE (left out: not checked).
"""

import json
import os
import re
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"],
    SECRET_KEY="not used",
    ROOT_URLCONF=__name__,
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [
            "rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication"
        ],
        "UNAUTHENTICATED_USER": None,
    },
    SIMPLE_JWT={
        "ALGORITHM": os.environ.get("ALGORITHM", "HS256"),
        "SIGNING_KEY": os.environ["SECRET"],
        "VERIFYING_KEY": os.environ["SECRET"],
        "JWK_URL": os.environ.get("JWKS_URL"),
        "ISSUER": os.environ.get("ISSUER"),
        "AUDIENCE": os.environ.get("AUDIENCE"),
        "USER_ID_CLAIM": "sub",
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import re_path  # noqa: E402
from rest_framework.permissions import AllowAny, BasePermission  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


def permission(route):
    class HasScope(BasePermission):
        def has_permission(self, request, view):
            if request.auth is None:
                return False
            scope = request.auth.get("scope", "")
            held = scope if isinstance(scope, list) else str(scope).split()
            return any(all(name in held for name in names) for names in route["alternatives"])

    return AllowAny if route["level"] == "public" else HasScope


ROUTES = json.loads(os.environ["ROUTES"])


def view(path):
    """Django picks a view by path alone; the view picks the route by method."""
    by_method = {each["method"]: each for each in ROUTES if each["path"] == path}

    class View(APIView):
        def get_permissions(self):
            method = "GET" if self.request.method == "HEAD" else self.request.method
            route = by_method.get(method)
            return [permission(route)()] if route else []

    def answer(self, request, **_):
        return Response({"ok": True})

    for method in by_method:
        setattr(View, method.lower(), answer)
    return View.as_view()


def pattern(path):
    path = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.*)", path.lstrip("/"))
    return "^" + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + "$"


urlpatterns = [re_path(pattern(path), view(path)) for path in {each["path"] for each in ROUTES}]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(WSGIServer):
    request_queue_size = 128  # by default 5; a connection beyond it waits for a second


server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
