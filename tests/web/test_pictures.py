"""Pictures for everybody in the room: drawn once, and nobody who writes waits for them."""

import asyncio
import time

import httpx
from starlette.applications import Starlette

from telvertel.meeting.events import Role
from telvertel.wall.pictures import Recipe, Shelf
from telvertel.web import pictures
from telvertel.web.ticket import ticket

KEY = b"geheim"


class Slow(Recipe):
    """A picture that takes a while, and counts how often it was drawn."""

    drawings = []

    def draw(self):
        self.drawings.append(self.key)
        time.sleep(0.1)
        return "<svg/>"


def test_thirty_who_ask_for_the_same_new_picture_have_it_drawn_once():
    shelf = Shelf()
    key = shelf.put(Slow("tafel", "wachttijd", "nl", "half", (), {}, {}))
    app = Starlette(routes=pictures.routes(KEY, shelf))
    headers = {"x-telvertel-ticket": ticket(KEY, "tafel", Role.facilitator, None, 1)}

    async def all_at_once():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as web:
            asked = (web.get(f"/api/picture/{key}", headers=headers) for _ in range(30))
            return await asyncio.gather(*asked)

    answers = asyncio.run(all_at_once())
    assert {(one.status_code, one.text) for one in answers} == {(200, "<svg/>")}
    assert Slow.drawings == [key]
