// A part of a room's log without holes, as it looks now. Pages of history and events of the stream come in any order and
// may overlap. Each entry has the seq of the last event that it contains, so that no event counts twice.

import { number } from "../stream/positions.js";
import { canonical, entryOf, entryOfHistory, isErasedMessage, unloggedEntry } from "./entries.js";

/** Beyond, the end that is farther from the reader is dropped; it can be read again. */
const ENTRIES_MAX = 6_000;
/** The number of events that are kept for a page that is being read. */
const RECENT_MAX = 2_000;

export class Timeline {
  entries = [];
  hasEarlier = true;
  hasLater = true;
  isLoaded = false;
  /** Whether events were missed, so that the entries may be outdated. */
  isStale = false;
  #selfId;
  #accepts;
  /** While the entries reach the end of the log: the seq up to which they contain all events. */
  #through = 0;
  #loading = 0;
  #recent = [];
  #redacted = new Map();
  #deleted = new Set();

  /** @param {(entry: any) => boolean} accepts whether an entry belongs to the timeline, as only some do to a thread */
  constructor(selfId, accepts = () => true) {
    this.#selfId = selfId;
    this.#accepts = accepts;
  }

  isEmpty() {
    return this.entries.length === 0;
  }

  isLive() {
    return this.isLoaded && !this.hasLater;
  }

  find(seq) {
    const index = this.indexOf(seq);
    return this.entries[index]?.seq === seq ? this.entries[index] : undefined;
  }

  /** Whether an event has deleted the message, which need not be loaded. */
  isDeleted(seq) {
    return this.#deleted.has(seq);
  }

  /** The index of the first entry at or after a position. */
  indexOf(seq) {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle].seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Reads a page of history and adds it. Events that come meanwhile are applied to it.
   *
   * @param where "anew", "earlier" or "later"
   * @param read returns a promise of { entries, hasEarlier, hasLater, asOf }. A page without asOf is read again if events
   *   have come meanwhile, because it may or may not contain them.
   */
  async load(where, read) {
    this.#loading++;
    try {
      let page;
      let happened;
      do {
        happened = this.#recent.length;
        page = await read();
      } while (!page.asOf && this.#recent.length > happened && this.#recent.length < RECENT_MAX);
      this.#takePage(where, page);
    } finally {
      if (--this.#loading === 0) {
        this.#recent = [];
      }
    }
  }

  #takePage(where, page) {
    const asOf = number(page.asOf?.seq);
    let entries = (page.entries ?? [])
      .map((item) => entryOfHistory(item, asOf))
      .filter((entry) => entry && this.#accepts(entry));
    if (where === "earlier") {
      const first = this.entries[0]?.seq ?? Infinity;
      entries = entries.filter((entry) => entry.seq < first);
      this.entries = [...entries, ...this.entries];
      this.hasEarlier = page.hasEarlier ?? false;
    } else if (where === "later") {
      const last = this.entries.at(-1)?.seq ?? 0;
      entries = entries.filter((entry) => entry.seq > last);
      this.entries = [...this.entries, ...entries];
      this.hasLater = page.hasLater ?? false;
    } else {
      this.entries = entries;
      this.hasEarlier = page.hasEarlier ?? false;
      this.hasLater = page.hasLater ?? false;
      this.isLoaded = true;
      this.isStale = false;
    }
    if (!this.hasLater && where !== "earlier") {
      this.#through = Math.max(asOf, this.entries.at(-1)?.seq ?? 0);
    }
    this.#trim(where);
    this.#recent.forEach((event) => this.#apply(event));
  }

  #trim(where) {
    if (this.entries.length <= ENTRIES_MAX) {
      return;
    }
    if (where === "earlier") {
      this.entries.length = ENTRIES_MAX;
      this.hasLater = true;
    } else {
      this.entries.splice(0, this.entries.length - ENTRIES_MAX);
      this.hasEarlier = true;
    }
  }

  /** Takes an event of the stream. */
  take(event) {
    if (this.#loading > 0 && this.#recent.length < RECENT_MAX) {
      this.#recent.push(event);
    }
    this.#apply(event);
  }

  #apply(event) {
    const seq = number(event.seq);
    this.#change(event, seq);
    if (isErasedMessage(event)) {
      this.#redacted.set(seq, event);
      return;
    }
    if (!this.isLive() || seq <= this.#through) {
      return;
    }
    this.#through = seq;
    const entry = entryOf(event, seq);
    if (entry && this.#accepts(entry)) {
      this.entries.push(entry);
      this.#trim("later");
    }
  }

  /** Changes the entries that an event is about. */
  #change(event, seq) {
    if (event.messageEdited) {
      this.#update(number(event.messageEdited.messageSeq), seq, (entry) => {
        entry.text = event.messageEdited.text ?? "";
        entry.mentions = event.messageEdited.mentionedUserIds ?? [];
        entry.isEdited = true;
      });
    } else if (event.messageDeleted) {
      this.#delete(number(event.messageDeleted.messageSeq), seq);
    } else if (event.reactionAdded) {
      this.#update(number(event.reactionAdded.messageSeq), seq, (entry) =>
        this.#react(entry, event, event.reactionAdded.reaction, 1),
      );
    } else if (event.reactionRemoved) {
      this.#update(number(event.reactionRemoved.messageSeq), seq, (entry) =>
        this.#react(entry, event, event.reactionRemoved.reaction, -1),
      );
    } else if (event.messagePosted?.threadRootSeq) {
      this.#update(number(event.messagePosted.threadRootSeq), seq, (entry) => entry.replyCount++);
    }
  }

  #update(messageSeq, seq, change) {
    const entry = this.find(messageSeq);
    if (entry?.kind === "message" && entry.asOf < seq) {
      change(entry);
      entry.asOf = seq;
      entry.version++;
    }
  }

  #delete(messageSeq, seq) {
    this.#deleted.add(messageSeq);
    const threadRoot = this.find(messageSeq)?.threadRoot;
    this.#update(messageSeq, seq, (entry) => {
      entry.kind = "redacted";
    });
    if (threadRoot) {
      this.#update(threadRoot, seq, (entry) => entry.replyCount--);
    }
    const redacted = this.#redacted.get(messageSeq);
    const index = this.indexOf(messageSeq);
    // The message was erased before its event came. Only the deletion says that the erased event was a message.
    if (redacted && this.isLive() && this.entries[index]?.seq !== messageSeq && (index > 0 || !this.hasEarlier)) {
      const entry = entryOf(redacted, seq);
      if (this.#accepts(entry)) {
        this.entries.splice(index, 0, entry);
      }
    }
    this.#redacted.delete(messageSeq);
  }

  #react(entry, event, given, by) {
    const reaction = canonical(given);
    const known = entry.reactions.find((other) => other.reaction === reaction);
    const isOwn = event.author.id === this.#selfId;
    if (!known) {
      entry.reactions = by > 0 ? [...entry.reactions, { reaction, count: 1, isOwn }] : entry.reactions;
      return;
    }
    known.count += by;
    known.isOwn = isOwn ? by > 0 : known.isOwn;
    entry.reactions = entry.reactions.filter((other) => other.count > 0);
  }

  /** Adds a private message, which is in no log. */
  addUnlogged(message) {
    this.entries.push(unloggedEntry((this.entries.at(-1)?.seq ?? 0) + 1, message));
    this.#trim("later");
  }
}
