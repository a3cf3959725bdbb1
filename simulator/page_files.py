"""Serves the chat page's files, and the official card renderer from where npm put it."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
PACKAGES = PAGE / "node_modules"
RENDERER = PACKAGES / "adaptivecards" / "dist"
MARKDOWN = PACKAGES / "markdown-it" / "dist"


def routes() -> list[web.RouteDef]:
    async def index(_: web.Request) -> web.StreamResponse:
        return _file(PAGE, "index.html")

    async def renderer(request: web.Request) -> web.StreamResponse:
        return _file(RENDERER, request.match_info["path"])

    async def markdown(request: web.Request) -> web.StreamResponse:
        return _file(MARKDOWN, request.match_info["path"])

    async def static(request: web.Request) -> web.StreamResponse:
        return _file(PAGE, request.match_info["path"])

    return [
        web.get("/", index),
        web.get("/static/adaptivecards/{path:.+}", renderer),
        web.get("/static/node_modules/markdown-it/dist/{path:.+}", markdown),
        web.get("/static/{path:.+}", static),
    ]


def _file(folder: Path, path: str) -> web.StreamResponse:
    """404 outside of the folder, and inside of npm's own; the browser asks anew each time."""
    found = (folder / path).resolve()
    inside = found.is_relative_to(folder.resolve()) and found.is_file()
    if not inside or (folder is PAGE and "node_modules" in found.parts):
        raise web.HTTPNotFound(text=f"There is no {path} here. Was `make setup` run?")
    return web.FileResponse(found, headers={"Cache-Control": "no-cache"})
