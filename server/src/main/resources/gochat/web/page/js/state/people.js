// The users whom the page knows, their presence, and the users who are typing.

import { folded } from "../markup/mentions.js";

/** Longer than TYPING_PAUSE_MS, after which a client notifies the server again while its user is typing. */
const TYPING_MS = 5_000;
/** Beyond, the user who appeared longest ago is dropped. */
const KNOWN_MAX = 5_000;

export class People {
  #known = new Map();
  #presence = new Map();
  /** Room id to a map of user ids to { user, timer }. */
  #typing = new Map();
  #emit;

  /** @param emit called with "presence" and a user's id, or "typing" and a room's id */
  constructor(emit) {
    this.#emit = emit;
  }

  /** @param user from any message of the server, or undefined */
  add(user) {
    // An erased account has no name.
    if (user?.id && user.name) {
      this.#known.delete(user.id);
      this.#known.set(user.id, user);
      if (this.#known.size > KNOWN_MAX) {
        this.#known.delete(this.#known.keys().next().value);
      }
    }
  }

  /** The names of those of the users whom the page knows. */
  namesOf(ids) {
    return ids.map((id) => this.#known.get(id)?.name).filter((name) => name !== undefined);
  }

  names() {
    return Array.from(this.#known.values(), ({ name }) => name);
  }

  /** The users whose name begins with a text; those who appeared last come first. */
  search(prefix, countMax) {
    const wanted = folded(prefix);
    return [...this.#known.values()]
      .reverse()
      .filter((user) => folded(user.name).startsWith(wanted))
      .slice(0, countMax);
  }

  /** "ONLINE", "AWAY" or "OFFLINE"; "" if it is not known. */
  availability(id) {
    return this.#presence.get(id) ?? "";
  }

  presenceChanged({ userId, availability }) {
    this.#presence.set(userId, (availability ?? "").replace("AVAILABILITY_", ""));
    this.#emit("presence", userId);
  }

  typing(roomId, user) {
    this.add(user);
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
