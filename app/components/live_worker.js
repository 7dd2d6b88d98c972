// The shared worker that holds the streams of a browser, whichever of its tabs listen.

import { Board } from "./live_stream.js";

const board = new Board();

/** @type {any} */ (self).onconnect = (/** @type {MessageEvent} */ event) => board.connect(event.ports[0]);
