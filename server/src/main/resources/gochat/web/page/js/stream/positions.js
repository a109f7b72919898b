// The position of each room in its log, over all connections. Repeated events and private messages are skipped,
// missing events detected.
// docs/conversation.md has the rules; gochat.client.v1.Positions has them in Java.

export const DELIVER = "deliver";
export const SKIP = "skip";
/** The frame breaks the contract. A new connection from the same positions can help. */
export const BROKEN = "broken";

/** As many as the page can get from one server before it gets the first of them from another. */
const PRIVATE_IDS_MAX = 256;

export class Positions {
  /** Room id to { epoch, seq }. */
  #positions = new Map();
  /** The ids of the latest private messages. */
  #privateIds = new Set();

  /** The cursors with which the next connection starts. */
  cursors() {
    return Array.from(this.#positions, ([room, { epoch, seq }]) => ({ room, epoch, seq }));
  }

  /** Drops all positions: the next connection starts at the end of each log. */
  forget() {
    this.#positions.clear();
  }

  /**
   * @param frame of the server, with one field
   * @returns DELIVER, SKIP or BROKEN
   */
  take(frame) {
    if (frame.event) {
      return this.#event(frame.event);
    }
    if (frame.gap) {
      return this.#gap(frame.gap);
    }
    if (frame.reset) {
      this.#positions.set(frame.reset.roomId, { epoch: frame.reset.epoch ?? "0", seq: 0 });
      return DELIVER;
    }
    if (frame.roomFollowed) {
      return this.#followed(frame.roomFollowed.room, number(frame.roomFollowed.seq));
    }
    if (frame.roomUnfollowed) {
      this.#positions.delete(frame.roomUnfollowed.roomId);
      return DELIVER;
    }
    if (frame.roomCaughtUp) {
      const known = this.#positionIn(frame.roomCaughtUp);
      return known && number(frame.roomCaughtUp.seq) <= known.seq ? DELIVER : BROKEN;
    }
    if (frame.privateMessage) {
      return this.#privateMessage(frame.privateMessage.id);
    }
    return frame.heartbeat ? SKIP : DELIVER;
  }

  #privateMessage(id) {
    if (id && this.#privateIds.has(id)) {
      return SKIP;
    }
    if (id) {
      this.#privateIds.add(id);
    }
    if (this.#privateIds.size > PRIVATE_IDS_MAX) {
      this.#privateIds.delete(this.#privateIds.values().next().value);
    }
    return DELIVER;
  }

  #positionIn({ roomId, epoch }) {
    const known = this.#positions.get(roomId);
    return known && known.epoch === (epoch ?? "0") ? known : undefined;
  }

  #event(event) {
    const known = this.#positionIn(event);
    const seq = number(event.seq);
    if (!known || seq > known.seq + 1) {
      return BROKEN;
    }
    if (seq <= known.seq) {
      return SKIP;
    }
    known.seq = seq;
    return DELIVER;
  }

  #gap(gap) {
    const known = this.#positionIn(gap);
    const toSeq = number(gap.toSeq);
    if (!known || number(gap.fromSeq) > known.seq + 1) {
      return BROKEN;
    }
    if (toSeq <= known.seq) {
      return SKIP;
    }
    known.seq = toSeq;
    return DELIVER;
  }

  /** A known position in the same epoch stays, whatever the server says. */
  #followed(room, seq) {
    const epoch = room.epoch ?? "0";
    const known = this.#positions.get(room.roomId);
    if (!known) {
      this.#positions.set(room.roomId, { epoch, seq });
    } else if (known.epoch !== epoch) {
      this.#positions.set(room.roomId, { epoch, seq: 0 });
    }
    return DELIVER;
  }
}

/** A 64-bit number of proto3's JSON: a string, or absent for 0. Seqs are far below 2^53. */
export function number(value) {
  return Number(value ?? 0);
}
