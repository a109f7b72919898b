// Reads pages of history into timelines, and the pinned messages. The promises reject with a Refused or a Failure.

import { REQUEST_PAGE_ENTRIES_MAX } from "../limits.js";
import { entryOfHistory } from "../state/entries.js";
import { number } from "../stream/positions.js";

const PAGE_SIZE = 60;

export class History {
  #stream;
  #store;
  /** The timeline of a thread to the token of its next page. */
  #nextOfThread = new WeakMap();

  constructor(stream, store) {
    this.#stream = stream;
    this.#store = store;
  }

  async #page(request) {
    const page = await this.#stream.request(request);
    page.entries?.forEach(({ event }) => this.#store.learnFromHistory(event));
    return { ...page, hasEarlier: Boolean(page.earlierPageToken), hasLater: Boolean(page.laterPageToken) };
  }

  async #threadPage({ roomId: room, rootSeq, timeline }, pageToken = "") {
    const page = await this.#page({ listThread: { room, rootSeq, pageSize: REQUEST_PAGE_ENTRIES_MAX, pageToken } });
    this.#nextOfThread.set(timeline, page.nextPageToken);
    return { ...page, hasLater: Boolean(page.nextPageToken) };
  }

  #roomPage(room, part) {
    return this.#page({ listHistory: { room: room.id, pageSize: PAGE_SIZE, ...part } });
  }

  /** @param seq 0 for the newest messages */
  loadAround(room, timeline, seq) {
    return timeline.load("anew", () => this.#roomPage(room, seq ? { aroundSeq: seq } : {}));
  }

  loadEarlier(room, timeline) {
    const beforeSeq = timeline.entries[0]?.seq ?? 1;
    return timeline.load("earlier", () => this.#roomPage(room, { beforeSeq }));
  }

  loadLater(room, timeline) {
    const afterSeq = timeline.entries.at(-1)?.seq ?? 0;
    return timeline.load("later", () => this.#roomPage(room, { afterSeq }));
  }

  /** The event at a position as it is now, or undefined. */
  async loadOne(room, seq) {
    const { entries } = await this.#roomPage(room, { aroundSeq: seq, pageSize: 2 });
    return entries?.map((entry) => entry.event).find((event) => number(event.seq) === seq);
  }

  /** The pins, the newest first: { seq, message, author, time }; the message is undefined if it is no longer kept. */
  async pins(room) {
    const pins = [];
    let pageToken = "";
    do {
      const page = await this.#stream.request({ listPins: { room: room.id, pageToken } });
      pins.push(...(page.pins ?? []));
      pageToken = page.nextPageToken ?? "";
    } while (pageToken !== "");
    return pins.map(({ message, messageSeq, author, time }) => ({
      seq: number(messageSeq),
      message: message && entryOfHistory(message, 0),
      author,
      time: new Date(time),
    }));
  }

  /** The first message, if it is kept, and the replies. */
  loadThread(thread) {
    const { roomId: room, rootSeq, timeline } = thread;
    return timeline.load("anew", async () => {
      const { entries } = await this.#page({ listHistory: { room, aroundSeq: rootSeq, pageSize: 2 } });
      const root = (entries ?? []).filter((entry) => number(entry.event.seq) === rootSeq);
      const page = await this.#threadPage(thread);
      return { ...page, entries: [...root, ...(page.entries ?? [])] };
    });
  }

  loadThreadLater(thread) {
    const { timeline } = thread;
    return timeline.load("later", () => this.#threadPage(thread, this.#nextOfThread.get(timeline)));
  }
}
