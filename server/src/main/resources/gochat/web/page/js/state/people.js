// Whom the page has heard of, whether they are here, and who is writing.

import { folded } from "../markup/mentions.js";

/** Who writes says so every 3 s. */
const TYPING_MS = 5_000;
const KNOWN_MAX = 5_000;

export class People {
  #known = new Map();
  #presence = new Map();
  /** Room id to a map of user ids to { user, timer }. */
  #typing = new Map();
  #emit;

  /** @param emit tells what changed: "presence", "typing" */
  constructor(emit) {
    this.#emit = emit;
  }

  /** @param user of any message of the server */
  meet(user) {
    if (user?.id) {
      this.#known.delete(user.id);
      this.#known.set(user.id, user);
      if (this.#known.size > KNOWN_MAX) {
        this.#known.delete(this.#known.keys().next().value);
      }
    }
  }

  find(id) {
    return this.#known.get(id);
  }

  names() {
    return Array.from(this.#known.values(), ({ name }) => name);
  }

  /** Those whose name begins with a text, the latest first. */
  search(prefix, countMax) {
    const wanted = folded(prefix);
    return [...this.#known.values()]
      .reverse()
      .filter((user) => folded(user.name).startsWith(wanted))
      .slice(0, countMax);
  }

  /** "ONLINE", "AWAY", "OFFLINE", or "" when that is not known. */
  availability(id) {
    return this.#presence.get(id) ?? "";
  }

  presenceChanged({ userId, availability }) {
    this.#presence.set(userId, (availability ?? "").replace("AVAILABILITY_", ""));
    this.#emit("presence", userId);
  }

  typing(roomId, user) {
    this.meet(user);
    const writers = this.#typing.get(roomId) ?? new Map();
    this.#typing.set(roomId, writers);
    clearTimeout(writers.get(user.id)?.timer);
    writers.set(user.id, { user, timer: setTimeout(() => this.stoppedTyping(roomId, user.id), TYPING_MS) });
    this.#emit("typing", roomId);
  }

  stoppedTyping(roomId, userId) {
    const writers = this.#typing.get(roomId);
    if (writers?.has(userId)) {
      clearTimeout(writers.get(userId).timer);
      writers.delete(userId);
      this.#emit("typing", roomId);
    }
  }

  typingIn(roomId) {
    return Array.from(this.#typing.get(roomId)?.values() ?? [], ({ user }) => user);
  }
}
