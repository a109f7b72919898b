// What goes on over all the connections of a page: one after the other, each from where the one before broke off.
// The rules are those of gochat.client.v1.Conversation.

import { Backoff } from "./backoff.js";
import { getSelf } from "./calls.js";
import { Connection, FIRST_REQUEST_ID } from "./connection.js";
import { Failure } from "./failures.js";
import { leavesOpen, Outbox, Repeat } from "./outbox.js";
import { BROKEN, DELIVER, Positions } from "./positions.js";

/** More missed events of a room than these are not streamed: its history has them. */
const CATCH_UP_MAX = 500;
/** How long a connection must have lasted for the pauses to start small again. */
const STABLE_MS = 10_000;
const UNAUTHENTICATED = 16;

export class Conversation {
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
   * @param listener connected(user), disconnected(retryAtMs), frame(frame): what is new and in order, ended(): the
   *   token is no longer good
   */
  constructor(token, listener) {
    this.#token = token;
    this.#listener = listener;
  }

  open() {
    addEventListener("online", this.#lookAgain);
    document.addEventListener("visibilitychange", this.#lookAgain);
    this.#attempt();
  }

  /** Ends it without a word. */
  close() {
    this.#isOver = true;
    removeEventListener("online", this.#lookAgain);
    document.removeEventListener("visibilitychange", this.#lookAgain);
    clearTimeout(this.#retryTimer);
    this.#connection?.abandon("closed");
    for (const request of this.#outbox.clear()) {
      request.reject(new Failure(0, "", request.wasHandedOver));
    }
  }

  /**
   * Asks for something, over as many connections as it takes.
   *
   * @param request the field of ClientFrame that is set, such as { getRoom: { room } }
   * @param giveUpMs after so long it fails; 0: never
   * @returns a promise of the reply's field of the same name, rejected with a Failure
   */
  ask(request, { repeat = Repeat.ALWAYS, giveUpMs = 20_000 } = {}) {
    return new Promise((resolve, reject) => {
      if (this.#isOver) {
        reject(new Failure(0, "", false));
        return;
      }
      const frame = { id: this.#nextId++, ...request };
      const field = Object.keys(request)[0];
      const unanswered = {
        frame,
        repeat,
        text: JSON.stringify(frame),
        resolve: (reply) => resolve(reply[field] ?? {}),
        reject,
      };
      if (giveUpMs > 0) {
        unanswered.timer = setTimeout(() => this.#giveUp(unanswered), giveUpMs);
      }
      this.#outbox.add(unanswered);
      this.#pump();
    });
  }

  /** Says whose presence is wanted from now on, on this and all later connections. */
  watch(userIds) {
    this.#watched = userIds;
    if (this.#connection?.isStarted) {
      this.ask({ watchPresence: { users: userIds } }).catch(() => {});
    }
  }

  retryNow() {
    if (!this.#connection && !this.#isOver) {
      clearTimeout(this.#retryTimer);
      this.#attempt();
    }
  }

  #lookAgain = () => {
    if (document.visibilityState === "visible") {
      this.#connection?.check();
      this.retryNow();
    }
  };

  #attempt() {
    this.#hasCaughtUp = false;
    const follow = { cursors: this.#positions.cursors(), catchUpMax: CATCH_UP_MAX, watchedUsers: this.#watched };
    this.#connection = new Connection(this.#token, follow, {
      started: (response) => this.#started(response),
      reply: (reply) => this.#reply(reply),
      frame: (frame) => this.#frame(frame),
      ended: (reason) => this.#ended(reason),
    });
  }

  #started(response) {
    this.#startedMs = Date.now();
    this.#hasAccount = response.user.kind !== "USER_KIND_GUEST";
    this.#listener.connected(response.user);
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
      // It goes out again before what came after it, by the one way that there is.
      this.#connection.abandon(reply.error.message);
      return;
    }
    this.#outbox.remove(request);
    clearTimeout(request.timer);
    if (reply.error) {
      request.reject(new Failure(reply.error.code, reply.error.message, true));
    } else {
      request.resolve(reply);
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
      this.#connection.abandon("events are missing");
    } else if (verdict === DELIVER) {
      this.#listener.frame(frame);
    }
  }

  async #ended({ isRefused }) {
    const wasStable = this.#connection?.isStarted && Date.now() - this.#startedMs >= STABLE_MS;
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
    this.#listener.disconnected(Date.now() + pauseMs);
    if (isRefused) {
      await this.#findOutWhy();
    }
  }

  /** A WebSocket's end does not say whether the token or a cursor was wrong. */
  async #findOutWhy() {
    const { error } = await getSelf(this.#token);
    if (error?.code === UNAUTHENTICATED && !this.#isOver) {
      this.close();
      this.#listener.ended();
    } else if (!error && !this.#hasCaughtUp) {
      this.#positions.forget();
    }
  }
}
