// One attempt to talk: one WebSocket, from "start" to its end. After `ended` nothing more is told.

import { Failure } from "../texts/failures.js";

/** The id of the frame that starts the stream; requests have others. */
const START_ID = 1;
export const FIRST_REQUEST_ID = 2;

const CONNECT_MS = 10_000;
/** Servers say something every 20 s. */
const SILENCE_MAX_MS = 45_000;
const WATCH_MS = 5_000;
/** What is in doubt has so long to prove that it lives. */
const DOUBT_MS = 5_000;
/** Codes of RFC 6455; with the other one the server says that it will not have it, whatever the connection. */
const NORMAL = 1000;
const POLICY_VIOLATION = 1008;
/** With a sentence that says which limit was reached. */
const TRY_AGAIN_LATER = 1013;
/** Of google.rpc.Code. */
export const RESOURCE_EXHAUSTED = 8;

export class Connection {
  #socket;
  #listener;
  #timer;
  #doubtTimer = 0;
  #heardMs = performance.now();
  #isOver = false;
  isStarted = false;

  /**
   * @param follow what the stream is to bring
   * @param listener started(response), reply(reply), frame(frame), doubted(): something has to be asked, trusted(): an
   *   answer came, ended({ isRefused, problem }): why, if the server said so
   */
  constructor(token, follow, listener) {
    this.#listener = listener;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new WebSocket(`${scheme}//${location.host}/v1/connect`);
    this.#socket.onopen = () => this.send(JSON.stringify({ id: START_ID, start: { token, follow } }));
    this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.#socket.onclose = ({ code, reason }) =>
      this.#end({
        isRefused: code === POLICY_VIOLATION,
        problem: code === TRY_AGAIN_LATER && reason ? this.#limit(reason) : undefined,
      });
    this.#timer = setTimeout(() => this.abandon(), CONNECT_MS);
  }

  send(text) {
    this.#socket.send(text);
  }

  /** The machine may have slept, or is on another network: what does not prove soon that it lives is given up. */
  doubt() {
    if (this.isStarted && !this.#doubtTimer) {
      this.#doubtTimer = setTimeout(() => this.abandon(), DOUBT_MS);
      this.#listener.doubted();
    }
  }

  /** Ends it at once. */
  abandon() {
    this.#end({ isRefused: false });
  }

  #limit(sentence) {
    const reason = this.isStarted ? "TOO_SLOW" : "TOO_MANY_STREAMS";
    return new Failure(RESOURCE_EXHAUSTED, sentence, true, [{ reason }]);
  }

  /** A clock that leaps tells of a machine that slept: timers stand still meanwhile. */
  #watch(tickedMs) {
    const nowMs = Date.now();
    this.#timer = setTimeout(() => this.#watch(nowMs), WATCH_MS);
    if (performance.now() - this.#heardMs >= SILENCE_MAX_MS) {
      this.abandon();
    } else if (document.visibilityState === "visible" && Math.abs(nowMs - tickedMs - WATCH_MS) > WATCH_MS) {
      this.doubt();
    }
  }

  #take(frame) {
    if (this.#isOver) {
      return;
    }
    this.#heardMs = performance.now();
    if (this.#doubtTimer) {
      clearTimeout(this.#doubtTimer);
      this.#doubtTimer = 0;
      this.#listener.trusted();
    }
    if (!frame.reply) {
      this.#listener.frame(frame);
    } else if (Number(frame.reply.id ?? 0) !== START_ID) {
      this.#listener.reply(frame.reply);
    } else if (frame.reply.error) {
      this.#end({ isRefused: true, problem: failureOf(frame.reply.error) });
    } else if (!this.isStarted) {
      this.isStarted = true;
      clearTimeout(this.#timer);
      this.#watch(Date.now() - WATCH_MS);
      this.#listener.started(frame.reply.start);
    }
  }

  #end(reason) {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#doubtTimer);
    this.#socket.close(NORMAL, "done with it");
    this.#listener.ended(reason);
  }
}

/** @param error a google.rpc.Status */
export function failureOf({ code, message, details }) {
  return new Failure(code, message ?? "", true, details);
}
