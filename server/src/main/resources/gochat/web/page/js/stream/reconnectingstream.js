// One stream over all connections of a page: each continues where the one before broke. The rules are those of
// gochat.client.v1.ReconnectingStream.

import { Failure } from "../texts/failures.js";
import { Backoff } from "./backoff.js";
import { getSelf, outcomeOf } from "./calls.js";
import { Connection, failureOf, FIRST_REQUEST_ID } from "./connection.js";
import { leavesOpen, Outbox, Repeat } from "./outbox.js";
import { BROKEN, DELIVER, Positions } from "./positions.js";

/** If more events of a room were missed, the page reads its history instead. */
const CATCH_UP_MAX = 500;
/** After a connection of this length the pauses start small again. */
const STABLE_MS = 10_000;
/** Of google.rpc.Code. */
const INVALID_ARGUMENT = 3;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

export class ReconnectingStream {
  #token;
  #listener;
  #positions = new Positions();
  #outbox = new Outbox();
  #backoff = new Backoff();
  #connection = null;
  #nextId = FIRST_REQUEST_ID;
  #hasAccount = false;
  #hasCaughtUp = false;
  #startedMs = 0;
  #retryTimer = 0;
  #isOver = false;
  #watched = [];

  /**
   * @param listener connected(user); disconnected(retryAtMs), in the time of performance.now(); refused(problem): why
   *   there is no connection; offline(): the browser reports that it has no network; alive(): the connection works
   *   nevertheless; frame(frame): each new frame, in order; ended(): the token is not valid any more
   */
  constructor(token, listener) {
    this.#token = token;
    this.#listener = listener;
  }

  /** The server has replaced the token. The connection goes on, and the next one begins with the new token. */
  replaceToken(token) {
    this.#token = token;
  }

  open() {
    addEventListener("online", this.#checkConnection);
    addEventListener("offline", this.#offline);
    document.addEventListener("visibilitychange", this.#checkConnection);
    this.#attempt();
  }

  /** Ends the stream. The listener is not called any more. */
  close() {
    this.#isOver = true;
    removeEventListener("online", this.#checkConnection);
    removeEventListener("offline", this.#offline);
    document.removeEventListener("visibilitychange", this.#checkConnection);
    clearTimeout(this.#retryTimer);
    this.#connection?.abandon();
    for (const request of this.#outbox.clear()) {
      request.reject(new Failure(0, "", request.wasHandedOver));
    }
  }

  /**
   * Sends a request, over as many connections as it takes.
   *
   * @param request the field of ClientFrame that is set, such as { getRoom: { room } }
   * @param giveUpMs the request fails after this time; 0: never
   * @returns a promise of the value of the outcome, rejected with a Refused or a Failure
   */
  request(request, { repeat = Repeat.ALWAYS, giveUpMs = 20_000 } = {}) {
    return new Promise((resolve, reject) => {
      if (this.#isOver) {
        reject(new Failure(0, "", false));
        return;
      }
      const frame = { id: this.#nextId++, ...request };
      const [field] = Object.keys(request);
      const answer = (reply) => {
        try {
          resolve(outcomeOf(reply[field]));
        } catch (e) {
          reject(e);
        }
      };
      const unanswered = { frame, repeat, text: JSON.stringify(frame), answer, reject };
      if (giveUpMs > 0) {
        unanswered.timer = setTimeout(() => this.#giveUp(unanswered), giveUpMs);
      }
      this.#outbox.add(unanswered);
      this.#pump();
    });
  }

  /** Whether requests have no answer yet. */
  isWaiting() {
    return !this.#outbox.isEmpty();
  }

  /** Subscribes to the presence of these users only, on this and all later connections. */
  watch(userIds) {
    this.#watched = userIds;
    if (this.#connection?.isStarted) {
      this.request({ watchPresence: { users: userIds } }).catch(() => {});
    }
  }

  retryNow() {
    if (!this.#connection && !this.#isOver) {
      clearTimeout(this.#retryTimer);
      this.#attempt();
    }
  }

  #checkConnection = () => {
    if (document.visibilityState === "visible") {
      this.#connection?.probe();
      this.retryNow();
    }
  };

  /** A server on the same machine can be reached without a network. */
  #offline = () => {
    this.#listener.offline();
    this.#connection?.probe();
  };

  #attempt() {
    this.#hasCaughtUp = false;
    const follow = { cursors: this.#positions.cursors(), catchUpMax: CATCH_UP_MAX, watchedUsers: this.#watched };
    this.#connection = new Connection(this.#token, follow, {
      started: (started) => this.#started(started),
      reply: (reply) => this.#reply(reply),
      frame: (frame) => this.#frame(frame),
      probing: () => this.request({ getPresence: { users: [] } }).catch(() => {}),
      alive: () => this.#listener.alive(),
      ended: (problem) => this.#ended(problem),
    });
  }

  #started({ user }) {
    this.#startedMs = performance.now();
    this.#hasAccount = user.kind !== "USER_KIND_GUEST";
    this.#listener.connected(user);
    this.#pump();
  }

  #pump() {
    while (this.#connection?.isStarted) {
      const request = this.#outbox.next(this.#hasAccount);
      if (!request) {
        return;
      }
      this.#connection.send(request.text);
    }
  }

  #reply(reply) {
    const id = Number(reply.id ?? 0);
    const request = id === 0 ? this.#outbox.longest() : this.#outbox.answeredBy(id);
    if (!request) {
      return;
    }
    if (leavesOpen(reply) && request.isRepeatable) {
      // A new connection repeats it before the requests that came after it.
      this.#connection.abandon();
      return;
    }
    this.#outbox.remove(request);
    clearTimeout(request.timer);
    if (reply.error) {
      request.reject(failureOf(reply.error));
    } else {
      request.answer(reply);
    }
  }

  #giveUp(request) {
    if (this.#outbox.remove(request)) {
      request.reject(new Failure(0, "", request.wasHandedOver));
    }
  }

  #frame(frame) {
    this.#hasCaughtUp ||= frame.caughtUp !== undefined;
    const verdict = this.#positions.take(frame);
    if (verdict === BROKEN) {
      this.#connection.abandon();
    } else if (verdict === DELIVER) {
      this.#listener.frame(frame);
    }
  }

  async #ended(problem) {
    const wasStarted = this.#connection?.isStarted;
    const wasStable = wasStarted && performance.now() - this.#startedMs >= STABLE_MS;
    this.#connection = null;
    if (this.#isOver) {
      return;
    }
    for (const request of this.#outbox.connectionBroke()) {
      clearTimeout(request.timer);
      request.reject(new Failure(0, "", true));
    }
    if (wasStable) {
      this.#backoff.reset();
    }
    const pauseMs = this.#backoff.nextMs();
    this.#retryTimer = setTimeout(() => this.#attempt(), pauseMs);
    this.#listener.disconnected(performance.now() + pauseMs);
    if (problem && problem.code !== UNAVAILABLE) {
      this.#refused(problem);
    } else if (!wasStarted) {
      await this.#findReason();
    }
  }

  #refused(problem) {
    if (problem.code === UNAUTHENTICATED) {
      this.close();
      this.#listener.ended();
    } else if (problem.code === INVALID_ARGUMENT && !this.#hasCaughtUp) {
      this.#positions.forget();
    } else {
      this.#listener.refused(problem);
    }
  }

  /** Finds the reason by a call, because a failed handshake does not say who has refused it. */
  async #findReason() {
    try {
      await getSelf(this.#token);
    } catch (e) {
      if (!this.#isOver && (e.code || e.how === "foreign")) {
        this.#refused(e);
      }
    }
  }
}
