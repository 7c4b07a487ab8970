"""GET /api/picture/{key}: a picture of a meeting as SVG, for whoever holds a ticket to it."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from telvertel.wall.pictures import SHELF, Shelf
from telvertel.web.ticket import read_ticket


def routes(secret: bytes, shelf: Shelf = SHELF) -> list[Route]:
    """404 for a key that is not known (a restart forgets them; the next scene brings them back)."""

    async def show(request: Request) -> Response:
        ticket = read_ticket(secret, request.headers.get("x-telvertel-ticket", ""))
        key = request.path_params["key"]
        if ticket is None:
            return Response(status_code=403)
        if ticket.meeting not in ("*", shelf.meeting_of(key)):
            return Response(status_code=404)
        drawn = await to_thread.run_sync(shelf.svg, key)
        if drawn is None:
            return Response(status_code=404)
        return Response(drawn, media_type="image/svg+xml")

    return [Route("/api/picture/{key}", show)]
