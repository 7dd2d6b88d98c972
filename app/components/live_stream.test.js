import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Board, Stream } from "./live_stream.js";

/** @type {Source[]} */
let sources = [];

/** What a browser has, as far as a stream uses it; the network is this test. */
class Source extends EventTarget {
  /** @param {string} address */
  constructor(address) {
    super();
    this.address = address;
    this.closed = false;
    /** @type {(event: { data: string }) => void} */
    this.onmessage = () => {};
    this.onerror = () => {};
    sources.push(this);
  }

  close() {
    this.closed = true;
  }

  /** @param {string} topic */
  say(topic) {
    this.onmessage({ data: JSON.stringify({ topic }) });
  }
}

Object.assign(globalThis, { EventSource: Source });

beforeEach(() => {
  sources = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

const open = () => sources.filter((each) => !each.closed);

test("a stream tells each topic", () => {
  /** @type {string[]} */
  const told = [];
  new Stream("/live/a", (topic) => told.push(topic));
  sources[0].say("all");
  sources[0].say("pace");
  assert.deepEqual(told, ["all", "pace"]);
});

test("a lost stream is tried again, each time later, and at last once in a minute or so", () => {
  const stream = new Stream("/live/a", () => {});
  let waited = 0;
  for (let turn = 0; turn < 12; turn++) {
    sources.at(-1)?.onerror();
    assert.equal(open().length, 0);
    const wait = Math.min(1_000 * 2 ** turn, 60_000);
    mock.timers.tick(0.5 * wait - 1);
    assert.equal(open().length, 0, `tried again too early at turn ${turn}`);
    mock.timers.tick(wait + 2);
    assert.equal(open().length, 1, `not tried again in time at turn ${turn}`);
    waited += wait;
  }
  assert.ok(waited > 300_000);
  open()[0].dispatchEvent(new Event("beat"));
  open()[0].onerror();
  mock.timers.tick(1_501);
  assert.equal(open().length, 1, "after a sign of life the first wait is short again");
  stream.close();
});

test("a stream that says nothing any more is lost, one that gives signs of life is not", () => {
  const stream = new Stream("/live/a", () => {});
  for (let beat = 0; beat < 10; beat++) {
    mock.timers.tick(40_000);
    sources[0].dispatchEvent(new Event("beat"));
  }
  assert.equal(sources.length, 1);
  mock.timers.tick(50_001);
  assert.ok(sources[0].closed);
  mock.timers.tick(1_501);
  assert.equal(open().length, 1);
  stream.close();
});

test("a stream that was closed is over, whatever it waited for", () => {
  const lost = new Stream("/live/a", () => {});
  sources[0].onerror();
  lost.close();
  new Stream("/live/a", () => {}).close();
  mock.timers.tick(1_000_000);
  assert.equal(sources.length, 2);
  assert.equal(open().length, 0);
});

/** A tab of `board`: what it was told, and its end of the channel. @param {Board} board */
function tab(board) {
  const { port1, port2 } = new MessageChannel();
  board.connect(/** @type {any} */ (port2));
  /** @type {{ address: string, topic: string }[]} */
  const told = [];
  /** @type {(() => void) | null} */
  let more = null;
  port1.onmessage = ({ data }) => {
    told.push(data);
    more?.();
  };
  return {
    told,
    /** @param {object} message */
    send: (message) => port1.postMessage(message),
    /** @param {number} count */
    has: async (count) => {
      while (told.length < count) await new Promise((resolve) => { more = () => resolve(null); });
      return told.map(({ topic }) => topic);
    },
    close: () => port1.close(),
  };
}

/** @param {() => boolean} true_ */
async function until(true_) {
  while (!true_()) await new Promise((resolve) => { setImmediate(resolve); });
}

test("tabs share a stream, which ends with the last that listens", async () => {
  const board = new Board();
  const [one, other] = [tab(board), tab(board)];
  one.send({ listen: "/live/a" });
  await until(() => sources.length === 1);
  sources[0].say("all");
  assert.deepEqual(await one.has(1), ["all"]);
  other.send({ listen: "/live/a" });
  assert.deepEqual(await other.has(1), ["all"], "whoever comes later looks at everything first");
  sources[0].say("pace");
  assert.deepEqual(await one.has(2), ["all", "pace"]);
  assert.deepEqual(await other.has(2), ["all", "pace"]);
  assert.equal(sources.length, 1);
  one.send({ leave: "/live/a" });
  one.send({ leave: "/live/a" }); // as a page does that is hidden after its component has gone
  await until(() => board.shared.get("/live/a")?.ports.size === 1);
  sources[0].say("help");
  assert.deepEqual(await other.has(3), ["all", "pace", "help"]);
  assert.equal(one.told.length, 2);
  other.send({ leave: "/live/a" });
  await until(() => sources[0].closed);
  one.close();
  other.close();
});

test("each class has a stream of its own, and a tab that is gone holds none", async () => {
  const board = new Board();
  const gone = tab(board);
  gone.send({ listen: "/live/a" });
  gone.send({ listen: "/live/b" });
  await until(() => sources.length === 2);
  assert.deepEqual(sources.map(({ address }) => address), ["/live/a", "/live/b"]);
  gone.close();
  await until(() => open().length === 0);
});
