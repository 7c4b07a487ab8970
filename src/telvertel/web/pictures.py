"""GET /api/picture/{key}: a picture of a meeting as SVG, for whoever is in it."""

from __future__ import annotations

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from telvertel.meeting.events import Role
from telvertel.wall.pictures import SHELF, Shelf
from telvertel.web.answers import TICKET, Refused, admitted


def routes(secret: bytes, shelf: Shelf = SHELF) -> list[Route]:
    """404 for a key that is not known (a restart forgets them; the next scene brings them back).

    The same for a picture that the room has not come to: only the desk fetches those beforehand.
    """
    # One at a time, as the renderer goes: thirty phones that ask for the same new picture wait
    # without taking a thread from who says something, and find it drawn when their turn comes.
    painter = CapacityLimiter(1)

    async def show(request: Request) -> Response:
        key = request.path_params["key"]
        shown = request.headers.get(TICKET, "")
        try:
            ticket = admitted(request, secret, shown, shelf.meeting_of(key) or "")
        except Refused as refusal:
            return Response(status_code=refusal.status)
        if ticket.role is not Role.facilitator and not shelf.is_for_wall(key):
            return Response(status_code=404)
        drawn = shelf.drawn(key)
        if drawn is None:
            drawn = await to_thread.run_sync(shelf.svg, key, limiter=painter)
        if drawn is None:
            return Response(status_code=404)
        return Response(drawn, media_type="image/svg+xml")

    return [Route("/api/picture/{key}", show)]
