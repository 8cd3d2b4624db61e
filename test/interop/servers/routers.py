"""Starlette and FastAPI with sets of routes that the test generates, to see which route they run.

SETS is a JSON file as for routers.js, with the members starlette and fastapi. A request names its set and router in the
headers x-set and x-router; the answer to one that runs a route has its name in x-route.
"""

import json
import os
from urllib.parse import unquote

import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route


def path_of(parts):
    path = ""
    for i, part in enumerate(parts):
        if "text" in part:
            path += unquote(part["text"])
        else:
            path += f"{{p{i}:path}}" if part["hole"] == "rest" else f"{{p{i}}}"
    return path


def starlette_app(routes):
    def endpoint(name):
        return lambda request: PlainTextResponse("", headers={"x-route": name})

    return Starlette(
        routes=[
            Route(path_of(each["parts"]), endpoint(each["name"]), methods=[each["method"]])
            for each in routes
        ]
    )


def fastapi_app(routes):
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    def endpoint(name):
        async def run():
            return PlainTextResponse("", headers={"x-route": name})

        return run

    for each in routes:
        app.add_api_route(path_of(each["parts"]), endpoint(each["name"]), methods=[each["method"]])
    return app


with open(os.environ["SETS"], encoding="utf-8") as file:
    APPS = [
        {"starlette": starlette_app(each["starlette"]), "fastapi": fastapi_app(each["fastapi"])}
        for each in json.load(file)
    ]


async def app(scope, receive, send):
    headers = {name.decode(): value.decode() for name, value in scope.get("headers", [])}
    which = APPS[int(headers.get("x-set", 0))][headers.get("x-router", "starlette")]
    await which(scope, receive, send)


uvicorn.run(app, host="127.0.0.1", port=0, lifespan="off", access_log=False)
