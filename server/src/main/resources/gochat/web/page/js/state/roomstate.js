// A room as this user sees it, as the stream tells of it: what it is, what is unread in it, up to where it is read.
// docs/conversation.md has the rules; gochat.client.v1.RoomState is the same in Java.

import { number } from "../stream/positions.js";
import { changesMembers } from "./eventkinds.js";

/** A server counts unread messages up to here. */
const COUNT_MAX = 1_000;

const KINDS = {
  ROOM_KIND_LOBBY: "lobby",
  ROOM_KIND_PUBLIC: "public",
  ROOM_KIND_PRIVATE: "private",
  ROOM_KIND_DIRECT: "direct",
};

export class RoomState {
  id;
  kind = "public";
  name = "";
  topic = "";
  peer = null;
  memberCount = 0;
  role = "";
  isMuted = false;
  isHidden = false;
  /** With oneself it is for notes. */
  isNotes = false;
  isMember = false;
  /** Why one is not in it any more: { reason, by }. */
  departure = null;
  /** Up to where the user has read it. */
  readSeq = 0;
  /** Whether only the server knows how many messages are unread. */
  isUncounted = false;
  #selfId;
  #epoch = null;
  /** The seq of the last event that has come, or that was announced as left out. */
  #lastSeq = 0;
  /** As the server told, for the messages up to the room's head at that time. */
  #told = { unread: 0, mentions: 0 };
  #toldHead = 0;
  /** The seqs of the unread messages behind that, in order, and whether each mentions the user. */
  #news = new Map();
  #removedBy = "";

  constructor(id, selfId) {
    this.id = id;
    this.#selfId = selfId;
  }

  /** The seq of the last event that there is known to be. */
  get head() {
    return Math.max(this.#toldHead, this.#lastSeq);
  }

  /** Messages of others behind the read position. */
  get unread() {
    return this.#told.unread + this.#news.size;
  }

  get isUnreadAtLeast() {
    return this.#told.unread >= COUNT_MAX;
  }

  /** Those of the unread that mention the user. */
  get mentions() {
    return this.#told.mentions + [...this.#news.values()].filter(Boolean).length;
  }

  /** Those of the unread that want the user's attention. */
  get attention() {
    return this.kind === "direct" ? this.unread : this.mentions;
  }

  /** What the server says of the room, in roomFollowed or a reply. */
  told(room) {
    const epoch = room.epoch ?? "0";
    if (epoch !== this.#epoch) {
      this.reset(epoch);
    }
    const membership = room.membership ?? {};
    // One that is older than an event which has come tells nothing but counts.
    if (number(room.head) >= this.#lastSeq) {
      this.kind = KINDS[room.kind] ?? "public";
      this.name = room.name ?? "";
      this.topic = room.topic ?? "";
      this.peer = room.peer ?? null;
      this.memberCount = room.memberCount ?? 0;
      this.role = roleOf(membership.role);
      this.isMuted = membership.muted ?? false;
      this.isHidden = membership.hidden ?? false;
      this.isNotes = this.peer?.id === this.#selfId;
    }
    const toldReadSeq = number(membership.readSeq);
    this.#toldHead = number(room.head);
    this.readSeq = Math.max(this.readSeq, toldReadSeq);
    this.#dropNews(Math.max(this.#toldHead, this.readSeq));
    this.#told =
      this.readSeq >= this.#toldHead
        ? { unread: 0, mentions: 0 }
        : { unread: membership.unreadCount ?? 0, mentions: membership.unreadMentionCount ?? 0 };
    this.isUncounted = this.#told.unread > 0 && this.readSeq > toldReadSeq;
  }

  /** @param seq the position from which its events come */
  followed(room, seq) {
    this.told(room);
    this.#lastSeq = Math.max(this.#lastSeq, seq);
    this.#removedBy = "";
    this.departure = null;
  }

  unfollowed(reason) {
    this.isMember = false;
    this.role = "";
    this.departure = { reason: (reason ?? "").replace("UNFOLLOW_REASON_", ""), by: this.#removedBy };
    this.#uncount();
  }

  /** Another log took the place of the one that was known. */
  reset(epoch) {
    this.#epoch = epoch;
    this.#uncount();
    this.#toldHead = 0;
    this.#lastSeq = 0;
    this.readSeq = 0;
  }

  #uncount() {
    this.#told = { unread: 0, mentions: 0 };
    this.#news.clear();
    this.isUncounted = false;
  }

  gapUpTo(seq) {
    this.#lastSeq = seq;
  }

  /**
   * The user has read it up to a position, here or on another device.
   *
   * @returns whether that is farther than before
   */
  readUpTo(seq) {
    if (seq <= this.readSeq) {
      return false;
    }
    this.readSeq = seq;
    this.#dropNews(seq);
    if (seq >= this.#toldHead) {
      this.#told = { unread: 0, mentions: 0 };
      this.isUncounted = false;
    } else if (this.#told.unread > 0) {
      this.isUncounted = true;
    }
    return true;
  }

  #dropNews(upTo) {
    for (const seq of this.#news.keys()) {
      if (seq > upTo) {
        return;
      }
      this.#news.delete(seq);
    }
  }

  /**
   * Takes an event.
   *
   * @returns whether it happens now, rather than being in what the server told of the room
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
    } else if (event.topicChanged) {
      this.topic = event.topicChanged.topic ?? "";
    } else if (event.roomRenamed) {
      this.name = event.roomRenamed.name ?? "";
    } else if (changesMembers(event)) {
      this.#membersChanged(event);
    }
    if (this.kind === "direct") {
      // As on the server, which tells nobody.
      this.isHidden = false;
    }
    return true;
  }

  #isOwn(event) {
    return event.author?.id === this.#selfId;
  }

  #posted(seq, event) {
    if (!this.#isOwn(event) && seq > this.readSeq) {
      this.#news.set(seq, this.#isFor(event.messagePosted));
      if (this.#news.size > COUNT_MAX) {
        this.#foldOldest();
      }
    } else if (this.#isOwn(event) && this.unread === 0) {
      this.readSeq = Math.max(this.readSeq, seq);
    }
  }

  #isFor(text) {
    return text.mentionedUserIds?.includes(this.#selfId) ?? false;
  }

  /** So many are not told apart any more. */
  #foldOldest() {
    const [[seq, isMention]] = this.#news;
    this.#news.delete(seq);
    this.#told = { unread: this.#told.unread + 1, mentions: this.#told.mentions + (isMention ? 1 : 0) };
    this.#toldHead = seq;
  }

  #edited(messageSeq, event) {
    if (this.#news.has(messageSeq)) {
      this.#news.set(messageSeq, this.#isFor(event.messageEdited));
    } else if (!this.#isOwn(event)) {
      this.#recountIfTold(messageSeq);
    }
  }

  #deleted(messageSeq) {
    if (!this.#news.delete(messageSeq)) {
      this.#recountIfTold(messageSeq);
    }
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
    if ((event.memberMuted ?? event.memberUnmuted)?.member?.id === this.#selfId) {
      this.isMuted = event.memberMuted !== undefined;
    }
  }
}

const roleOf = (role) => (role ?? "").replace("ROLE_", "");
