// The messages that the browser stores: the user's own until their events come, so that none is lost with the page, and
// whispers, which no server stores.

import { UserStorage } from "./storage.js";
import { Timeline } from "./timeline.js";

export const PENDING = "pending";
/** The server has stored the message; its event has not come yet. */
const SENT = "sent";
/** Not sent; the sentence says why. */
export const FAILED = "failed";
/** Perhaps sent. It is not repeated, because the server would deliver it twice. */
export const UNKNOWN = "unknown";

/** They are repeated under the same ids, so the server stores each once. */
export class Unsent {
  #storage;
  #messages;

  constructor(userId) {
    this.#storage = new UserStorage("unsent", userId);
    // The ids begin with the time, so this is the order in which they were written.
    this.#messages = this.#storage.all();
  }

  /** The messages of a room, or all, in the order in which they were written. */
  list(roomId) {
    return this.#messages.filter((message) => roomId === undefined || message.roomId === roomId);
  }

  /** The messages that are sent when there is a connection. */
  pending() {
    return this.#messages.filter((message) => message.state === PENDING);
  }

  /**
   * @param {{ id: string, roomId: string, text: string, replyTo: number, threadRoot: number, mentions: string[],
   *   timeMs: number }} message
   */
  add(message) {
    const added = { ...message, state: PENDING, sentence: "" };
    this.#messages.push(added);
    this.#storage.set(added.id, added);
    return added;
  }

  /** The server has stored the message, at a position. */
  sent(message, seq) {
    Object.assign(message, { state: SENT, seq });
    this.#storage.delete(message.id);
  }

  /** The events up to a position have come: messages that were stored there are not unsent any more. */
  removeSentUpTo(roomId, seq) {
    this.#messages = this.#messages.filter(
      (message) => !(message.roomId === roomId && message.state === SENT && message.seq <= seq),
    );
  }

  /** @param reason of the server's refusal; empty for any other failure */
  set(message, state, sentence = "", reason = "") {
    Object.assign(message, { state, sentence, reason });
    if (this.#messages.includes(message)) {
      this.#storage.set(message.id, message);
    }
  }

  remove(message) {
    this.removeId(message.id);
  }

  removeId(id) {
    if (id) {
      this.#messages = this.#messages.filter((other) => other.id !== id);
      this.#storage.delete(id);
    }
  }
}

/** The last whispers of each conversation are stored. */
const LINES_MAX = 200;

/** The room for whispers with a user. The server has no such room; the fields are those of RoomState. */
export function newWhisperRoom(peer, selfId) {
  const timeline = new Timeline(selfId);
  Object.assign(timeline, { isLoaded: true, hasEarlier: false, hasLater: false });
  const counts = { head: 0, readSeq: 0, unread: 0, mentions: 0 };
  return {
    id: `whisper:${peer.id}`,
    kind: "whisper",
    name: "",
    topic: "",
    role: "",
    peer,
    isNotes: peer.id === selfId,
    timeline,
    isMember: true,
    ...counts,
    get attention() {
      return this.unread;
    },
  };
}

export class Whispers {
  #storage;
  #selfId;

  constructor(selfId) {
    this.#selfId = selfId;
    this.#storage = new UserStorage("whispers", selfId);
  }

  /** The rooms with their stored whispers. */
  load() {
    return this.#storage.all().map(({ peer, lines }) => {
      const room = newWhisperRoom(peer, this.#selfId);
      lines.forEach((line) => room.timeline.addUnlogged({ ...line, time: new Date(line.time) }));
      return room;
    });
  }

  save({ peer, timeline }) {
    const lines = timeline.entries.slice(-LINES_MAX).map(({ author, text, time }) => ({ author, text, time }));
    this.#storage.set(peer.id, { peer, lines });
  }
}
