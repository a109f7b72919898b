// What the page knows: the rooms, what is unread in them, and what was said in those that were opened. Takes the frames
// of the stream, in order; tells the views what changed. Views read it and never write.

import { t } from "./i18n.js";
import { People } from "./people.js";
import { number } from "./positions.js";
import { safeLine } from "./safetext.js";
import { Timeline } from "./timeline.js";
import { newWhisperRoom, PENDING, Unsent, Whispers } from "./unsent.js";

/** Rooms whose timelines are kept; the one that was looked at longest ago is let go. */
const TIMELINES_MAX = 12;

/** A server counts unread messages up to here. */
const COUNT_MAX = 1_000;
const COLLATOR = new Intl.Collator(undefined, { numeric: true });

const KINDS = {
  ROOM_KIND_LOBBY: "lobby",
  ROOM_KIND_PUBLIC: "public",
  ROOM_KIND_PRIVATE: "private",
  ROOM_KIND_DIRECT: "direct",
};

export class Store {
  self;
  people = new People((kind, detail) => this.emit(kind, detail));
  rooms = new Map();
  /** Those that one had to leave since the page was loaded, as they were. */
  departed = new Map();
  /** Rooms are told one by one. */
  knowsAllRooms = false;
  unsent;
  /** The rooms in order, until one comes, goes or is renamed. */
  #sorted = null;
  #listeners = new Map();
  #timelines = new Map();
  #threads = new Set();
  #whispers;

  /** @param user who is signed in */
  constructor(user) {
    this.self = user;
    this.people.meet(user);
    this.unsent = new Unsent(user.id);
    this.#whispers = new Whispers(user.id);
    this.#whispers.load().forEach((room) => this.rooms.set(room.id, room));
  }

  /**
   * Has a function called for what changes: "rooms" (which there are, their names, what is unread), "timeline" (a
   * room's id), "members" (a room's id), "unfollowed" (a room of which one is no longer a member), "typing",
   * "presence", "message" ({ room, event }: one that came just now), "told" (a text of the server).
   *
   * @returns a function that ends it
   */
  on(kind, listener) {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  emit(kind, detail) {
    this.#listeners.get(kind)?.forEach((listener) => listener(detail));
  }

  isGuest() {
    return this.self.kind === "USER_KIND_GUEST";
  }

  /** The lobby, then the rooms, then conversations with one other, each by name. */
  sortedRooms() {
    const rank = (room) => (room.kind === "lobby" ? 0 : isWithOne(room) ? 2 : 1);
    this.#sorted ??= [...this.rooms.values()].sort(
      (a, b) => rank(a) - rank(b) || COLLATOR.compare(nameOf(a), nameOf(b)),
    );
    return this.#sorted;
  }

  /** The timeline of a room, made when there is none. */
  timeline(room) {
    if (room.kind === "whisper") {
      return room.timeline;
    }
    const timeline = this.#timelines.get(room.id) ?? new Timeline(this.self.id);
    this.#timelines.delete(room.id);
    this.#timelines.set(room.id, timeline);
    if (this.#timelines.size > TIMELINES_MAX) {
      this.#timelines.delete(this.#timelines.keys().next().value);
    }
    return timeline;
  }

  /** A timeline of one thread, which is told of events until it is closed. */
  openThread(room, rootSeq) {
    const timeline = new Timeline(this.self.id, (entry) => entry.seq === rootSeq || entry.threadRoot === rootSeq);
    const thread = { roomId: room.id, rootSeq, timeline, close: () => this.#threads.delete(thread) };
    this.#threads.add(thread);
    return thread;
  }

  /** The conversation with somebody of which no server keeps a record. */
  whisperRoom(peer) {
    const room = this.rooms.get(`whisper:${peer.id}`) ?? newWhisperRoom(peer, this.self.id);
    room.peer = peer;
    if (!this.rooms.has(room.id)) {
      this.rooms.set(room.id, room);
      this.#sorted = null;
      this.emit("rooms");
    }
    return room;
  }

  /** @param clientMessageId of one's own, by which it was known on its way */
  addWhisper(peer, author, text, clientMessageId = "") {
    const room = this.whisperRoom(peer);
    room.timeline.addUnlogged({ author, text, clientMessageId, time: new Date() });
    this.#whispers.save(room);
    this.emit("timeline", room.id);
    return room;
  }

  /** Takes a frame that is no reply. */
  take(frame) {
    if (frame.event) {
      this.#event(frame.event);
    } else if (frame.roomFollowed) {
      this.#followed(frame.roomFollowed.room);
    } else if (frame.roomUnfollowed) {
      this.#unfollowed(frame.roomUnfollowed);
    } else if (frame.caughtUp) {
      this.knowsAllRooms = true;
      this.emit("rooms");
    } else if (frame.gap) {
      this.#missed(frame.gap.roomId, false);
    } else if (frame.reset) {
      this.#missed(frame.reset.roomId, true);
    } else if (frame.readMarker) {
      this.readUpTo(frame.readMarker.roomId, number(frame.readMarker.seq));
    } else if (frame.roomHidden) {
      const room = this.rooms.get(frame.roomHidden.roomId);
      if (room) {
        this.hide(room, frame.roomHidden.hidden ?? false);
      }
    } else if (frame.privateMessage) {
      this.#privateMessage(frame.privateMessage);
    } else if (frame.presence) {
      this.people.presenceChanged(frame.presence);
    } else if (frame.typing) {
      this.people.typing(frame.typing.roomId, frame.typing.user);
    }
  }

  /** Takes what the server says of a room of one's own as it is now. */
  learn(told) {
    const room = this.glimpse(told);
    room.isMember = true;
    this.rooms.set(room.id, room);
    this.#sorted = null;
    if (this.departed.delete(room.id)) {
      this.#timelines.delete(room.id);
    }
    this.unsent.removeSentUpTo(room.id, room.head);
    this.emit("rooms");
    return room;
  }

  /** The same of a room that one may see and is not in: it is in no list. */
  glimpse(told) {
    const membership = told.membership ?? {};
    const room = this.rooms.get(told.roomId) ?? { id: told.roomId, isMember: false };
    Object.assign(room, {
      kind: KINDS[told.kind] ?? "public",
      name: told.name ?? "",
      topic: told.topic ?? "",
      peer: told.peer ?? null,
      // Counts and names hold up to here; what the stream brings of before changes them no more.
      head: Math.max(room.head ?? 0, number(told.head)),
      memberCount: told.memberCount ?? 0,
      role: (membership.role ?? "").replace("ROLE_", ""),
      isMuted: membership.muted ?? false,
      isHidden: membership.hidden ?? false,
      readSeq: number(membership.readSeq),
      unread: membership.unreadCount ?? 0,
      isUnreadAtLeast: (membership.unreadCount ?? 0) >= COUNT_MAX,
      mentions: membership.unreadMentionCount ?? 0,
    });
    // With oneself it is for notes.
    room.isNotes = room.peer?.id === this.self.id;
    this.people.meet(room.peer);
    return room;
  }

  /** The user wants to see a room of their own among the others, or not. */
  hide(room, isHidden) {
    if (room.isHidden !== isHidden) {
      room.isHidden = isHidden;
      this.emit("rooms");
    }
  }

  #followed(told) {
    this.learn(told);
    this.emit("members", told.roomId);
  }

  #unfollowed({ roomId, reason }) {
    const room = this.rooms.get(roomId);
    if (this.rooms.delete(roomId)) {
      this.departed.set(roomId, room);
      this.#sorted = null;
      const departure = { reason: (reason ?? "").replace("UNFOLLOW_REASON_", ""), by: room.removedBy ?? "" };
      Object.assign(room, { isMember: false, role: "", departure });
      this.emit("rooms");
      this.emit("unfollowed", room);
    }
  }

  #missed(roomId, isAnotherLog) {
    const room = this.rooms.get(roomId);
    if (isAnotherLog && room) {
      room.head = 0;
      this.#timelines.delete(roomId);
    }
    for (const timeline of this.#timelinesOf(roomId)) {
      timeline.isStale = true;
    }
    this.emit("timeline", roomId);
  }

  #timelinesOf(roomId) {
    const threads = [...this.#threads].filter((thread) => thread.roomId === roomId).map((thread) => thread.timeline);
    return this.#timelines.has(roomId) ? [this.#timelines.get(roomId), ...threads] : threads;
  }

  #event(event) {
    this.people.meet(event.author);
    const room = this.rooms.get(event.roomId);
    const posted = event.messagePosted;
    this.#timelinesOf(event.roomId).forEach((timeline) => timeline.take(event));
    if (posted) {
      this.people.stoppedTyping(event.roomId, event.author.id);
    }
    this.#arrived(event);
    if (room && number(event.seq) > room.head) {
      room.head = number(event.seq);
      if (room.kind === "direct") {
        // As on the server, which tells nobody.
        this.hide(room, false);
      }
      this.#news(room, event);
    }
    this.emit("timeline", event.roomId);
  }

  /** Takes what an event says that was read, and that the stream may never bring. */
  learnFromHistory(event) {
    this.people.meet(event.author);
    this.#arrived(event);
  }

  /** A message of one's own was answered; its event may have come before, or may be among those that were missed. */
  sent(message, seq) {
    this.unsent.sent(message, seq);
    this.unsent.removeSentUpTo(message.roomId, this.rooms.get(message.roomId)?.head ?? 0);
  }

  /** What one has sent oneself is on its way no more. */
  #arrived(event) {
    if (event.messagePosted && event.author.id === this.self.id) {
      this.unsent.removeId(event.messagePosted.clientMessageId);
    }
  }

  /** What an event changes that came after the server had told of the room. */
  #news(room, event) {
    const posted = event.messagePosted;
    if (posted && event.author.id !== this.self.id) {
      room.unread++;
      room.mentions += posted.mentionedUserIds?.includes(this.self.id) ? 1 : 0;
      this.emit("rooms");
      this.emit("message", { room, event });
    } else if (posted && room.unread === 0) {
      room.readSeq = room.head;
    } else if (event.topicChanged) {
      room.topic = event.topicChanged.topic ?? "";
      this.emit("rooms");
    } else if (event.roomRenamed) {
      room.name = event.roomRenamed.name ?? "";
      this.#sorted = null;
      this.emit("rooms");
    } else if (
      event.memberJoined ||
      event.memberLeft ||
      event.memberKicked ||
      event.memberBanned ||
      event.roleChanged ||
      event.memberMuted ||
      event.memberUnmuted
    ) {
      this.#membersChanged(room, event);
    }
  }

  #membersChanged(room, event) {
    room.memberCount += event.memberJoined ? 1 : event.memberLeft || event.memberKicked ? -1 : 0;
    if (event.roleChanged?.member?.id === this.self.id) {
      room.role = event.roleChanged.role.replace("ROLE_", "");
    }
    if ((event.memberKicked ?? event.memberBanned)?.member?.id === this.self.id) {
      room.removedBy = event.author.name;
    }
    const muted = event.memberMuted ?? event.memberUnmuted;
    if (muted?.member?.id === this.self.id) {
      room.isMuted = event.memberMuted !== undefined;
    }
    this.emit("rooms");
    this.emit("members", room.id);
  }

  /** The user has read a room up to a position, here or elsewhere. */
  readUpTo(roomId, seq) {
    const room = this.rooms.get(roomId);
    if (!room || seq <= room.readSeq) {
      return;
    }
    room.readSeq = seq;
    if (seq >= room.head) {
      room.unread = 0;
      room.mentions = 0;
      room.isUnreadAtLeast = false;
    } else {
      // Only the server knows how many are left, unless all that follows is here.
      const timeline = this.#timelines.get(roomId);
      if (timeline?.isLive() && (timeline.entries[0]?.seq ?? Infinity) <= seq + 1) {
        const left = timeline.entries
          .slice(timeline.indexOf(seq + 1))
          .filter((entry) => entry.kind === "message" && entry.author.id !== this.self.id);
        room.unread = left.length;
        room.isUnreadAtLeast = false;
        room.mentions = left.filter((entry) => entry.mentions.includes(this.self.id)).length;
      } else {
        this.emit("uncounted", roomId);
      }
    }
    this.emit("rooms");
  }

  #privateMessage({ author, text }) {
    if (!author) {
      this.emit("told", text ?? "");
      return;
    }
    this.people.meet(author);
    const room = this.addWhisper(author, author, text ?? "");
    if (room.isNotes) {
      return;
    }
    room.unread++;
    room.mentions++;
    this.emit("rooms");
    this.emit("message", { room, event: { author, messagePosted: { text, mentionedUserIds: [this.self.id] } } });
  }

  /** Messages that are to be sent when there is a connection. */
  pending() {
    return this.unsent.list().filter((message) => message.state === PENDING);
  }

  unreadTotal() {
    const rooms = [...this.rooms.values()].filter((room) => !room.isHidden);
    return rooms.reduce((sum, room) => sum + (isWithOne(room) ? room.unread : room.mentions), 0);
  }
}

/** Whether a room is a conversation with one other. */
export function isWithOne(room) {
  return room.kind === "direct" || room.kind === "whisper";
}

/** What a room is called, without "#". */
export function nameOf(room) {
  if (room.kind === "lobby") {
    return "lobby";
  }
  return room.isNotes ? t("room.notes") : isWithOne(room) ? (room.peer?.name ?? "") : room.name;
}

/** The same as it is shown. */
export function titleOf(room) {
  const name = safeLine(nameOf(room));
  return isWithOne(room) || room.kind === "absent" ? name : `#${name}`;
}
