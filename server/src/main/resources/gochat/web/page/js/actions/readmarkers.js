// How far the user has read each room.

import { number } from "../stream/positions.js";

/** Positions that are reached within this time are sent as one. */
const COLLECT_MS = 250;

export class ReadMarkers {
  #stream;
  #store;
  /** Room id to the farthest position that is not sent yet. */
  #unsent = new Map();
  #recounting = new Set();

  constructor(stream, store) {
    this.#stream = stream;
    this.#store = store;
    store.on("uncounted", (room) => this.#recount(room));
  }

  /** The user has read a room up to a position. */
  markRead(room, seq) {
    if (room.kind === "whisper") {
      this.#store.readWhispers(room);
    } else if (room.role && seq > room.readSeq && seq > (this.#unsent.get(room.id) ?? 0)) {
      if (!this.#unsent.has(room.id)) {
        setTimeout(() => this.#send(room), COLLECT_MS);
      }
      this.#unsent.set(room.id, seq);
      if (seq >= room.head) {
        this.#store.readUpTo(room.id, seq);
      }
    }
  }

  async #send(room) {
    const seq = this.#unsent.get(room.id);
    this.#unsent.delete(room.id);
    try {
      const { readSeq } = await this.#stream.request({ markRead: { room: room.id, seq } });
      this.#store.readUpTo(room.id, number(readSeq));
    } catch {
      // The next position that the user reaches is sent instead.
    }
  }

  /** Lets the server count the unread messages of a room, as rule 19 of docs/conversation.md says. */
  async #recount(room) {
    if (this.#recounting.has(room.id)) {
      return;
    }
    this.#recounting.add(room.id);
    try {
      await this.#stream.request({ markRead: { room: room.id, seq: room.readSeq } });
      this.#store.learn(await this.#stream.request({ getRoom: { room: room.id } }));
    } catch {
      // The count comes when the room is followed again.
    } finally {
      this.#recounting.delete(room.id);
    }
  }
}
