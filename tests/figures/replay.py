"""A server on this machine that answers as CBS StatLine does; nothing goes to the network.

What CBS is known to do stands in it: pages, keys padded with spaces, null for what is secret, a
status per period, and an answer "busy" now and then.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

PAGE = 3  # rows of one page


@dataclass
class Table:
    """``rows``: (place, period, other member, {measure: value}); keys without spaces."""

    measures: dict[str, str]  # identifier of version 3 → title
    places: dict[str, str]
    periods: dict[str, str]  # key → Status
    rows: list[tuple[str, str, str, dict[str, float | None]]]
    other: str = "VormenVanJeugdzorg"
    members: dict[str, str] = field(default_factory=dict)
    region: str = "RegioS"

    @property
    def dimensions(self) -> list[str]:
        return [*([self.other] if self.members else []), self.region, "Perioden"]


@dataclass
class Replay:
    """What the server knows, how it behaves, and what it was asked."""

    address: str = ""
    version4: dict[str, Table] = field(default_factory=dict)
    version3: dict[str, Table] = field(default_factory=dict)
    busy: int = 0  # so many requests are answered with ``status`` first
    status: int = 503
    content: bytes | None = None  # answered to everything: the page of a portal
    location: str = ""
    delay: float = 0.0  # seconds before every answer
    wait: str = ""  # the header with which CBS asks for patience
    asked: list[str] = field(default_factory=list)

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(unquote(path).replace("+", " "))
        if self.busy:
            self.busy -= 1
            return self.status, b"{}"
        if self.content is not None:
            return 200, self.content
        split = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(split.query).items()}
        found = re.fullmatch(r"/(odata/v1/CBS|ODataFeed/odata)/(\w+)/(\w+)", split.path)
        tables = self.version4 if found and found[1] == "odata/v1/CBS" else self.version3
        if not found or found[2] not in tables:
            return 404, b"{}"
        told = _four if tables is self.version4 else _three
        rows = told(tables[found[2]], found[3], query.get("$filter", ""))
        return 200, json.dumps(self._page(split.path, query, rows, found[3])).encode()

    def _page(self, path: str, query: dict[str, str], rows: list[dict], entity: str) -> dict:
        if query.get("$count") == "true":
            return {"@odata.count": len(rows), "value": []}
        start = int(query.get("$skip", 0))
        page: dict = {"value": rows[start : start + PAGE]}
        if start + PAGE < len(rows):
            four = path.startswith("/odata/v1")
            more = "&".join(
                f"{name}={value.replace(' ', '%20')}"
                for name, value in {**query, "$skip": str(start + PAGE)}.items()
            )
            # As CBS does, with its own name in it and plain http.
            link = f"http://opendata.cbs.nl{path}?{more}"
            page["@odata.nextLink" if four else "odata.nextLink"] = link
        return page


def _padded(key: str, width: int = 10) -> str:
    return key.ljust(width)


def _chosen(table: Table, asked: str) -> list[tuple[str, str, str, dict]]:
    begins = re.findall(rf"startswith\({table.region},'([^']*)'\)", asked)
    periods = re.findall(r"Perioden eq '([^']*)'", asked)
    members = [one.strip() for one in re.findall(rf"{table.other} eq '([^']*)'", asked)]
    return [
        row
        for row in table.rows
        if any(row[0].startswith(begin) for begin in begins)
        and row[1] in periods
        and (not members or row[2] in members)
    ]


def _members(table: Table, name: str) -> dict[str, str]:
    known = {table.region: table.places, "Perioden": table.periods, table.other: table.members}
    return known[name]


def _codes(table: Table, name: str, key: str) -> list[dict]:
    if name == "Perioden":
        return [{key: one, "Title": one, "Status": status} for one, status in table.periods.items()]
    wide = 10 if name == table.region else 7
    return [{key: _padded(one, wide), "Title": t} for one, t in _members(table, name).items()]


def _four(table: Table, entity: str, asked: str) -> list[dict]:
    numbers = {name: f"M{at:06d}" for at, name in enumerate(table.measures)}
    if entity == "Dimensions":
        return [{"Identifier": name} for name in table.dimensions]
    if entity == "MeasureCodes":
        return [{"Identifier": numbers[n], "Title": t} for n, t in table.measures.items()]
    if entity.endswith("Codes"):
        return _codes(table, entity.removesuffix("Codes"), "Identifier")
    measures = re.findall(r"Measure eq '([^']*)'", asked)
    return [
        {
            "Id": 1,
            "Measure": numbers[name],
            "ValueAttribute": "None" if value is not None else "Confidential",
            "Value": value,
            "StringValue": None,
            table.other: member,
            table.region: _padded(place),
            "Perioden": period,
        }
        for place, period, member, figures in _chosen(table, asked)
        for name, value in figures.items()
        if numbers[name] in measures
    ]


def _three(table: Table, entity: str, asked: str) -> list[dict]:
    if entity == "DataProperties":
        kinds = {table.region: "GeoDimension", "Perioden": "TimeDimension"}
        rows = [
            {"Type": kinds.get(one, "Dimension"), "Key": one, "Title": one}
            for one in table.dimensions
        ]
        rows.append({"Type": "TopicGroup", "Key": "", "Title": "Jongeren"})
        return rows + [{"Type": "Topic", "Key": k, "Title": t} for k, t in table.measures.items()]
    if entity == "TypedDataSet":
        return [
            {
                "ID": 0,
                table.other: member,
                table.region: _padded(place),
                "Perioden": period,
                **figures,
            }
            for place, period, member, figures in _chosen(table, asked)
        ]
    return _codes(table, entity, "Key")


@contextmanager
def replaying() -> Iterator[Replay]:
    """The server, for as long as it takes."""
    replay = Replay()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content = replay.answer(self.path)
            time.sleep(replay.delay)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            if replay.wait and status != 200:
                self.send_header("Retry-After", replay.wait)
            if replay.location:
                self.send_header("Location", replay.location)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    replay.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield replay
    finally:
        server.shutdown()
        server.server_close()
