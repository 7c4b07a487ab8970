"""Which words come back in a box: told by operations, never by a clock."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import telvertel

ROOM = Path(telvertel.__file__).parent / "screen/parts/assets/room.js"
SCRIPT = """
const held = new Map();
globalThis.localStorage = {
  getItem: (key) => held.get(key) ?? null,
  setItem: (key, value) => held.set(key, String(value)),
  removeItem: (key) => held.delete(key),
};
globalThis.fetch = async () => ({ ok: true, status: 200, json: async () => ({}) });
const { device, kept, lastWords, nextOp, say } = await import(process.argv[1]);
const data = { meeting: "m", role: "facilitator" };
const type = (text, op = nextOp()) => (kept.write(data, "f", { text, op }), op);
const send = (op) => say({ data }, { op, draft: { field: "f", text: "" } });
const heard = (op, by) => (op ? { drafted: { f: [op, by ?? device()] } } : {});
const back = (op, by) => lastWords({ ...data, ...heard(op, by) }, "f", "f")?.text ?? null;
"""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def told(tmp_path, steps: str):
    page = tmp_path / "room.mjs"
    page.write_text(ROOM.read_text(encoding="utf-8"), encoding="utf-8")
    script = SCRIPT + steps
    command = ["node", "--input-type=module", "-e", script, str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_words_that_never_arrived_win_also_when_the_clock_was_set_back(tmp_path):
    steps = """
    const sent = type("eerst"); await send(sent);
    Date.now = () => 5;
    type("later");
    console.log(JSON.stringify(back(sent)));
    """
    assert told(tmp_path, steps) == "later"


def test_a_store_that_came_back_as_it_was_before_gives_way_to_what_the_server_heard_later(tmp_path):
    steps = """
    const old = nextOp(), sent = nextOp();
    type("oud", old);
    console.log(JSON.stringify(back(sent)));
    """
    assert told(tmp_path, steps) is None


def test_what_is_typed_after_that_counts_on_from_what_the_server_heard(tmp_path):
    steps = """
    const ahead = "000000zz.0123-4567";
    type("oud", nextOp());
    back(ahead);
    type("nieuw");
    console.log(JSON.stringify(back(ahead)));
    """
    assert told(tmp_path, steps) == "nieuw"


def test_words_that_arrived_give_way_to_later_ones_of_another_device(tmp_path):
    steps = """
    const sent = type("van mij"); await send(sent);
    console.log(JSON.stringify([back(sent), back("00000001.9999-9999", "telefoon")]));
    """
    assert told(tmp_path, steps) == ["van mij", None]


def test_words_that_never_arrived_are_not_lost_to_another_device(tmp_path):
    steps = """
    type("van mij");
    console.log(JSON.stringify([back("000000zz.9999-9999", "telefoon"), back(null)]));
    """
    assert told(tmp_path, steps) == ["van mij", "van mij"]
