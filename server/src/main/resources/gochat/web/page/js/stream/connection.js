// One WebSocket, from its "start" frame to its end. `ended` is the last call of the listener.

import { Failure } from "../texts/failures.js";

/** The id of the start frame; requests have higher ones. */
const START_ID = 1;
export const FIRST_REQUEST_ID = 2;

const CONNECT_MS = 10_000;
/** Servers send at least a heartbeat every 20 s. */
const SILENCE_MAX_MS = 45_000;
const WATCH_MS = 5_000;
/** A probed connection is given up after this time without a frame. */
const PROBE_MS = 5_000;
/** Of RFC 6455. */
const NORMAL = 1000;
/** The reasons of errors about one frame that the server could not read; the stream goes on. */
const UNREAD_FRAME = ["BODY_TOO_LONG", "BODY_INVALID"];

export class Connection {
  #socket;
  #listener;
  #timer;
  #probeTimer = 0;
  #lastFrameMs = performance.now();
  #isOver = false;
  isStarted = false;

  /**
   * @param follow the field `follow` of the start frame
   * @param listener started({ user }); reply(reply); frame(frame); probing(): the listener has to send a request;
   *   alive(): a frame has come after that; ended(problem): a Failure if the server said why
   */
  constructor(token, follow, listener) {
    this.#listener = listener;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new WebSocket(`${scheme}//${location.host}/v1/connect`);
    this.#socket.onopen = () => this.send(JSON.stringify({ id: START_ID, start: { token, follow } }));
    this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.#socket.onclose = () => this.#end();
    this.#timer = setTimeout(() => this.abandon(), CONNECT_MS);
  }

  send(text) {
    this.#socket.send(text);
  }

  /** Checks that the connection still works, also after a sleep of the machine. */
  probe() {
    if (this.isStarted && !this.#probeTimer) {
      this.#probeTimer = setTimeout(() => this.abandon(), PROBE_MS);
      this.#listener.probing();
    }
  }

  /** Ends the connection at once. */
  abandon() {
    this.#end();
  }

  /** Checks for silence, and for a leap of the clock: the machine has slept, and timers did not run. */
  #watch(tickedMs) {
    const nowMs = Date.now();
    this.#timer = setTimeout(() => this.#watch(nowMs), WATCH_MS);
    if (performance.now() - this.#lastFrameMs >= SILENCE_MAX_MS) {
      this.abandon();
    } else if (document.visibilityState === "visible" && Math.abs(nowMs - tickedMs - WATCH_MS) > WATCH_MS) {
      this.probe();
    }
  }

  #take(frame) {
    if (this.#isOver) {
      return;
    }
    this.#lastFrameMs = performance.now();
    if (this.#probeTimer) {
      clearTimeout(this.#probeTimer);
      this.#probeTimer = 0;
      this.#listener.alive();
    }
    if (!frame.reply) {
      this.#listener.frame(frame);
      return;
    }
    const id = Number(frame.reply.id ?? 0);
    const failure = frame.reply.error && failureOf(frame.reply.error);
    if (failure && (id === START_ID || (id === 0 && !UNREAD_FRAME.includes(failure.reason)))) {
      this.#end(failure);
    } else if (id !== START_ID) {
      this.#listener.reply(frame.reply);
    } else if (!frame.reply.start?.started) {
      this.#end();
    } else if (!this.isStarted) {
      this.isStarted = true;
      clearTimeout(this.#timer);
      this.#watch(Date.now() - WATCH_MS);
      this.#listener.started(frame.reply.start.started);
    }
  }

  /** @param {Failure} [problem] */
  #end(problem) {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#probeTimer);
    this.#socket.close(NORMAL, "closed by the page");
    this.#listener.ended(problem);
  }
}

/** @param error a google.rpc.Status */
export function failureOf({ code, message, details }) {
  return new Failure(code, message ?? "", true, details);
}
