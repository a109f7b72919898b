// A user's messages that no event has brought back yet: pending, failed, or with an outcome that nobody knows. Kept in the browser until then, so
// that closing the page loses none: they go out again under the same ids, by which the server stores each once.

import { Kept } from "./kept.js";

const MESSAGES_MAX = 200;

export const PENDING = "pending";
/** Answered; its event is on the way. */
export const SENT = "sent";
/** Not done, and the sentence says why. */
export const FAILED = "failed";
/** Perhaps done, and not to be repeated: nobody would notice that it is said twice. */
export const UNKNOWN = "unknown";

export class Unsent {
  #kept;
  #messages;

  constructor(userId) {
    this.#kept = new Kept("unsent", userId);
    this.#messages = this.#kept.load([]).filter((message) => message.state !== SENT);
  }

  /** Those of a room, or all, in the order in which they were written. */
  list(roomId) {
    return roomId === undefined ? [...this.#messages] : this.#messages.filter((message) => message.roomId === roomId);
  }

  isFull() {
    return this.#messages.length >= MESSAGES_MAX;
  }

  /** @param message { id, roomId, text, replyTo, threadRoot, mentions, timeMs } */
  add(message) {
    this.#messages.push({ ...message, state: PENDING, sentence: "" });
    this.#save();
    return this.#messages.at(-1);
  }

  set(message, state, sentence = "") {
    message.state = state;
    message.sentence = sentence;
    this.#save();
  }

  remove(message) {
    this.#messages = this.#messages.filter((other) => other.id !== message.id);
    this.#save();
  }

  /** @returns whether it was one of these */
  removeId(id) {
    const message = id && this.#messages.find((other) => other.id === id);
    if (message) {
      this.remove(message);
    }
    return Boolean(message);
  }

  #save() {
    this.#kept.save(this.#messages);
  }
}
