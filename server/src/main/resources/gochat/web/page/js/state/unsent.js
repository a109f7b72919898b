// What the browser keeps of messages: those of one's own that no event has brought back yet, so that closing the page
// loses none, and private conversations of which no server keeps a record.

import { UserStorage } from "./storage.js";
import { Timeline } from "./timeline.js";

export const PENDING = "pending";
/** Answered; its event is on the way. */
const SENT = "sent";
/** Not done, and the sentence says why. */
export const FAILED = "failed";
/** Perhaps done, and not to be repeated: nobody would notice that it is said twice. */
export const UNKNOWN = "unknown";

/** They go out again under the same ids, by which the server stores each once. */
export class Unsent {
  #kept;
  #messages;

  constructor(userId) {
    this.#kept = new UserStorage("unsent", userId);
    // Their ids begin with the time.
    this.#messages = this.#kept.all();
  }

  /** Those of a room, or all, in the order in which they were written. */
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
    this.#kept.set(added.id, added);
    return added;
  }

  /** The server keeps it from now on, at a position. */
  sent(message, seq) {
    Object.assign(message, { state: SENT, seq });
    this.#kept.delete(message.id);
  }

  /** What was sent to a room is no more on its way when the room is known so far. */
  removeSentUpTo(roomId, seq) {
    this.#messages = this.#messages.filter(
      (message) => !(message.roomId === roomId && message.state === SENT && message.seq <= seq),
    );
  }

  /** @param reason of the server's refusal, if that was it */
  set(message, state, sentence = "", reason = "") {
    Object.assign(message, { state, sentence, reason });
    if (this.#messages.includes(message)) {
      this.#kept.set(message.id, message);
    }
  }

  remove(message) {
    this.removeId(message.id);
  }

  removeId(id) {
    if (id) {
      this.#messages = this.#messages.filter((other) => other.id !== id);
      this.#kept.delete(id);
    }
  }
}

/** Of a private conversation; the last ones. */
const LINES_MAX = 200;

/** A room that is in no server's list. */
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
  };
}

export class Whispers {
  #kept;
  #selfId;

  constructor(selfId) {
    this.#selfId = selfId;
    this.#kept = new UserStorage("whispers", selfId);
  }

  /** The rooms of before. */
  load() {
    return this.#kept.all().map(({ peer, lines }) => {
      const room = newWhisperRoom(peer, this.#selfId);
      lines.forEach((line) => room.timeline.addUnlogged({ ...line, time: new Date(line.time) }));
      return room;
    });
  }

  save({ peer, timeline }) {
    const lines = timeline.entries.slice(-LINES_MAX).map(({ author, text, time }) => ({ author, text, time }));
    this.#kept.set(peer.id, { peer, lines });
  }
}
