// A room as its user sees it: name, topic and membership, the unread messages, the read position. docs/conversation.md has
// the rules and its terms; gochat.client.v1.RoomState has them in Java.

import { ROOM_UNREAD_MAX } from "../limits.js";
import { number } from "../stream/positions.js";
import { changesMembers } from "./eventkinds.js";

const KINDS = {
  ROOM_KIND_LOBBY: "lobby",
  ROOM_KIND_PUBLIC: "public",
  ROOM_KIND_PRIVATE: "private",
  ROOM_KIND_DIRECT: "direct",
  ROOM_KIND_AUDIT: "audit",
};

export class RoomState {
  id;
  kind = "public";
  name = "";
  topic = "";
  peer = null;
  memberCount = 0;
  /** The seqs of the pinned messages, in the order in which they were pinned. */
  pins = [];
  role = "";
  isMuted = false;
  /** The interval of slow mode; 0 without it. */
  slowModeMs = 0;
  /** When slow mode lets the user write again, as performance.now() tells the time. */
  waitsUntil = 0;
  isHidden = false;
  /** Whether it is the direct conversation of the user with themself. */
  isNotes = false;
  isMember = false;
  /**
   * Why the user is no longer a member: { reason, by, measure }, with the name of the user who did it or "", and the kick or
   * the ban, which is {} if the server does not tell it.
   */
  departure = null;
  /** The read position. */
  readSeq = 0;
  /** Whether only the server can count the unread messages: rule 19. */
  isUncounted = false;
  #selfId;
  #epoch = null;
  /** The seq of the last event that has come, or of the end of the last gap. */
  #lastSeq = 0;
  /** The unread messages that the server has counted, up to the told head. */
  #told = { unread: 0, mentions: 0 };
  #toldHead = 0;
  /** The unread messages after the told head: seq, in order, to whether the message mentions the user. */
  #later = new Map();
  #removedBy = "";

  constructor(id, selfId) {
    this.id = id;
    this.#selfId = selfId;
  }

  /** The seq of the last known event. */
  get head() {
    return Math.max(this.#toldHead, this.#lastSeq);
  }

  /** The number of messages of others after the read position. */
  get unread() {
    return this.#told.unread + this.#later.size;
  }

  get isUnreadAtLeast() {
    return this.#told.unread >= ROOM_UNREAD_MAX;
  }

  /** The number of unread messages that mention the user. */
  get mentions() {
    return this.#told.mentions + [...this.#later.values()].filter(Boolean).length;
  }

  /** The number of unread messages that ask for the user's attention: rule 17. */
  get attention() {
    return this.kind === "direct" ? this.unread : this.mentions;
  }

  /** @param room as the server tells it in roomFollowed or a reply */
  told(room) {
    const epoch = room.epoch ?? "0";
    if (epoch !== this.#epoch) {
      this.reset(epoch);
    }
    const membership = room.membership ?? {};
    // A reply that is older than an event which has come counts for the unread messages only: rule 9.
    if (number(room.headSeq) >= this.#lastSeq) {
      this.kind = KINDS[room.kind] ?? "public";
      this.name = room.name ?? "";
      this.topic = room.topic ?? "";
      this.peer = room.peer ?? null;
      this.memberCount = room.memberCount ?? 0;
      this.pins = (room.pinnedMessageSeqs ?? []).map(number);
      this.slowModeMs = (room.slowModeSeconds ?? 0) * 1_000;
      this.role = roleOf(membership.role);
      this.isMuted = membership.muted ?? false;
      this.isHidden = membership.hidden ?? false;
      this.isNotes = this.peer?.id === this.#selfId;
    }
    const toldReadSeq = number(membership.readSeq);
    this.#toldHead = number(room.headSeq);
    this.readSeq = Math.max(this.readSeq, toldReadSeq);
    this.#dropLater(Math.max(this.#toldHead, this.readSeq));
    this.#told =
      this.readSeq >= this.#toldHead
        ? { unread: 0, mentions: 0 }
        : { unread: membership.unreadCount ?? 0, mentions: membership.unreadMentionCount ?? 0 };
    this.isUncounted = this.#told.unread > 0 && this.readSeq > toldReadSeq;
  }

  /** @param seq the position after which the events come */
  followed(room, seq) {
    this.told(room);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    this.#removedBy = "";
    this.departure = null;
  }

  unfollowed(reason, measure = {}) {
    this.isMember = false;
    this.role = "";
    this.departure = {
      reason: (reason ?? "").replace("UNFOLLOW_REASON_", ""),
      by: measure.by?.name ?? this.#removedBy,
      measure,
    };
    this.#uncount();
  }

  /** Another log has taken the place of the known one. */
  reset(epoch) {
    this.#epoch = epoch;
    this.#uncount();
    this.#toldHead = 0;
    this.#lastSeq = 0;
    this.readSeq = 0;
  }

  #uncount() {
    this.#told = { unread: 0, mentions: 0 };
    this.#later.clear();
    this.isUncounted = false;
  }

  gapUpTo(seq) {
    this.#lastSeq = seq;
  }

  /**
   * The user has read the room up to a position, here or on another device.
   *
   * @returns whether the read position has moved
   */
  readUpTo(seq) {
    if (seq <= this.readSeq) {
      return false;
    }
    this.readSeq = seq;
    this.#dropLater(seq);
    if (seq >= this.#toldHead) {
      this.#told = { unread: 0, mentions: 0 };
      this.isUncounted = false;
    } else if (this.#told.unread > 0) {
      this.isUncounted = true;
    }
    return true;
  }

  #dropLater(upTo) {
    for (const seq of this.#later.keys()) {
      if (seq > upTo) {
        return;
      }
      this.#later.delete(seq);
    }
  }

  /**
   * Takes an event.
   *
   * @returns whether it is after the told head, and so changes the room
   */
  happened(event) {
    this.#lastSeq = number(event.seq);
    if (this.#lastSeq <= this.#toldHead) {
      return false;
    }
    if (event.messagePosted) {
      this.#posted(this.#lastSeq, event);
    } else if (event.messageEdited) {
      this.#edited(number(event.messageEdited.messageSeq), event);
    } else if (event.messageDeleted) {
      this.#deleted(number(event.messageDeleted.messageSeq));
    } else if (event.messagePinned) {
      this.#pinned(number(event.messagePinned.messageSeq));
    } else if (event.messageUnpinned) {
      this.#unpinned(number(event.messageUnpinned.messageSeq));
    } else if (event.topicChanged) {
      this.topic = event.topicChanged.topic ?? "";
    } else if (event.slowModeChanged) {
      this.slowModeMs = (event.slowModeChanged.intervalSeconds ?? 0) * 1_000;
      this.waitsUntil = 0;
    } else if (event.roomRenamed) {
      this.name = event.roomRenamed.name ?? "";
    } else if (changesMembers(event)) {
      this.#membersChanged(event);
    }
    if (this.kind === "direct") {
      // Rule 12: the server does the same without a frame.
      this.isHidden = false;
    }
    return true;
  }

  #isOwn(event) {
    return event.author?.id === this.#selfId;
  }

  #posted(seq, event) {
    if (!this.#isOwn(event) && seq > this.readSeq) {
      this.#later.set(seq, this.#isFor(event.messagePosted));
      if (this.#later.size > ROOM_UNREAD_MAX) {
        this.#foldOldest();
      }
    } else if (this.#isOwn(event) && this.unread === 0) {
      this.readSeq = Math.max(this.readSeq, seq);
    }
  }

  #isFor(text) {
    return text.mentionedUserIds?.includes(this.#selfId) ?? false;
  }

  /** Adds the oldest later message to the told ones: only a bounded number is known by seq. */
  #foldOldest() {
    const [[seq, isMention]] = this.#later;
    this.#later.delete(seq);
    this.#told = { unread: this.#told.unread + 1, mentions: this.#told.mentions + (isMention ? 1 : 0) };
    this.#toldHead = seq;
  }

  #edited(messageSeq, event) {
    if (this.#later.has(messageSeq)) {
      this.#later.set(messageSeq, this.#isFor(event.messageEdited));
    } else if (!this.#isOwn(event)) {
      this.#recountIfTold(messageSeq);
    }
  }

  #deleted(messageSeq) {
    if (!this.#later.delete(messageSeq)) {
      this.#recountIfTold(messageSeq);
    }
    this.#unpinned(messageSeq);
  }

  #pinned(messageSeq) {
    this.#unpinned(messageSeq);
    this.pins.push(messageSeq);
  }

  #unpinned(messageSeq) {
    this.pins = this.pins.filter((seq) => seq !== messageSeq);
  }

  #recountIfTold(messageSeq) {
    this.isUncounted ||= this.#told.unread > 0 && messageSeq > this.readSeq && messageSeq <= this.#toldHead;
  }

  #membersChanged(event) {
    const removed = event.memberKicked ?? (event.memberBanned?.wasMember ? event.memberBanned : undefined);
    this.memberCount += event.memberJoined ? 1 : event.memberLeft || removed ? -1 : 0;
    if (removed?.member?.id === this.#selfId) {
      this.#removedBy = event.author?.name ?? "";
    }
    if (event.roleChanged?.member?.id === this.#selfId) {
      this.role = roleOf(event.roleChanged.role);
    }
    if (event.guestRegistered && this.#isOwn(event)) {
      this.role = roleOf(event.guestRegistered.role);
    }
    if ((event.memberMuted ?? event.memberUnmuted)?.member?.id === this.#selfId) {
      this.isMuted = event.memberMuted !== undefined;
    }
  }
}

const roleOf = (role) => (role ?? "").replace("ROLE_", "");
