// Conversations of which no server keeps a record: the browser keeps the last lines.

import { Kept } from "./kept.js";
import { Timeline } from "./timeline.js";

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
    this.#kept = new Kept("whispers", selfId);
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
