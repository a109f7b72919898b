// The timelines of rooms and threads that the page holds.

import { Timeline } from "./timeline.js";

/** Beyond, the timeline that was shown longest ago is dropped; it can be read again. */
const ROOMS_MAX = 12;

export class Timelines {
  #selfId;
  /** Room id to timeline, the one that was shown last at the end. */
  #rooms = new Map();
  #threads = new Set();

  constructor(selfId) {
    this.#selfId = selfId;
  }

  /** The timeline of a room; a new one if there is none. */
  of(roomId) {
    const timeline = this.#rooms.get(roomId) ?? new Timeline(this.#selfId);
    this.#rooms.delete(roomId);
    this.#rooms.set(roomId, timeline);
    if (this.#rooms.size > ROOMS_MAX) {
      this.#rooms.delete(this.#rooms.keys().next().value);
    }
    return timeline;
  }

  /** A thread with a timeline of its own, which gets events until the thread is closed. */
  openThread(roomId, rootSeq) {
    const timeline = new Timeline(this.#selfId, (entry) => entry.seq === rootSeq || entry.threadRoot === rootSeq);
    const thread = { roomId, rootSeq, timeline, close: () => this.#threads.delete(thread) };
    this.#threads.add(thread);
    return thread;
  }

  take(event) {
    this.#allOf(event.roomId).forEach((timeline) => timeline.take(event));
  }

  /** Events of the room were missed: its timelines are read again when they are shown. */
  markStale(roomId) {
    this.#allOf(roomId).forEach((timeline) => (timeline.isStale = true));
  }

  delete(roomId) {
    this.#rooms.delete(roomId);
  }

  #allOf(roomId) {
    const threads = [...this.#threads].filter((thread) => thread.roomId === roomId).map((thread) => thread.timeline);
    return this.#rooms.has(roomId) ? [this.#rooms.get(roomId), ...threads] : threads;
  }
}
