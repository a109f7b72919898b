// What the page knows: the rooms, what is unread in them, and what was said in those that were opened. Takes the frames
// of the stream, in order; tells the views what changed. Views read it and never write.

import { number } from "../stream/positions.js";
import { Emitter } from "./emitter.js";
import { changesMembers } from "./eventkinds.js";
import { People } from "./people.js";
import { isWithOne, sortedByName } from "./roomnames.js";
import { RoomState } from "./roomstate.js";
import { Timelines } from "./timelines.js";
import { newWhisperRoom, Unsent, Whispers } from "./unsent.js";

/**
 * Emits what changes: "rooms" (the list of rooms, their names, what is unread), "timeline" (a room's id), "members" (a
 * room's id), "unfollowed" (a room of which the user is no longer a member), "typing" (a room's id), "presence" (a user's
 * id), "message" ({ room, event }: a new one), "told" (a text of the server), "uncounted" (a room whose unread messages
 * only the server can count).
 */
export class Store extends Emitter {
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
  #timelines;
  #whispers;

  /** @param user who is signed in */
  constructor(user) {
    super();
    this.self = user;
    this.#timelines = new Timelines(user.id);
    this.people.meet(user);
    this.unsent = new Unsent(user.id);
    this.#whispers = new Whispers(user.id);
    this.#whispers.load().forEach((room) => this.rooms.set(room.id, room));
  }

  isGuest() {
    return this.self.kind === "USER_KIND_GUEST";
  }

  /** The rooms as sortedByName has them. */
  sortedRooms() {
    this.#sorted ??= sortedByName(this.rooms.values());
    return this.#sorted;
  }

  /** The timeline of a room; a new one if there is none. */
  timeline(room) {
    return room.kind === "whisper" ? room.timeline : this.#timelines.of(room.id);
  }

  /** A thread with a timeline of its own, which gets events until the thread is closed. */
  openThread(room, rootSeq) {
    return this.#timelines.openThread(room.id, rootSeq);
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
      this.#followed(frame.roomFollowed);
    } else if (frame.roomUnfollowed) {
      this.#unfollowed(frame.roomUnfollowed);
    } else if (frame.caughtUp) {
      this.knowsAllRooms = true;
      this.emit("rooms");
    } else if (frame.gap) {
      this.#missed(frame.gap);
    } else if (frame.reset) {
      this.#reset(frame.reset);
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
    return this.#isIn(this.glimpse(told));
  }

  /** The same of a room that one may see and is not in: it is in no list. */
  glimpse(told) {
    const room = this.#roomOf(told);
    room.told(told);
    return room;
  }

  #roomOf(told) {
    this.people.meet(told.peer);
    return this.rooms.get(told.roomId) ?? new RoomState(told.roomId, this.self.id);
  }

  #isIn(room) {
    room.isMember = true;
    this.rooms.set(room.id, room);
    this.#sorted = null;
    if (this.departed.delete(room.id)) {
      this.#timelines.delete(room.id);
    }
    this.unsent.removeSentUpTo(room.id, room.head);
    this.#roomChanged(room);
    return room;
  }

  /** What is unread in a room, or what it is, may be different now. */
  #roomChanged(room) {
    this.emit("rooms");
    if (room.isUncounted) {
      this.emit("uncounted", room);
    }
  }

  /** The user wants to see a room of their own among the others, or not. */
  hide(room, isHidden) {
    if (room.isHidden !== isHidden) {
      room.isHidden = isHidden;
      this.emit("rooms");
    }
  }

  #followed(followed) {
    const room = this.#roomOf(followed.room);
    room.followed(followed.room, number(followed.seq));
    this.#isIn(room);
    this.emit("members", room.id);
  }

  #unfollowed({ roomId, reason }) {
    const room = this.rooms.get(roomId);
    if (this.rooms.delete(roomId)) {
      this.departed.set(roomId, room);
      this.#sorted = null;
      room.unfollowed(reason);
      this.emit("rooms");
      this.emit("unfollowed", room);
    }
  }

  #missed({ roomId, toSeq }) {
    this.rooms.get(roomId)?.gapUpTo(number(toSeq));
    this.#isStale(roomId);
  }

  #reset({ roomId, epoch }) {
    this.rooms.get(roomId)?.reset(epoch ?? "0");
    this.#timelines.delete(roomId);
    this.#isStale(roomId);
  }

  #isStale(roomId) {
    this.#timelines.markStale(roomId);
    this.emit("timeline", roomId);
  }

  #event(event) {
    this.people.meet(event.author);
    this.#timelines.take(event);
    if (event.messagePosted) {
      this.people.stoppedTyping(event.roomId, event.author.id);
    }
    this.#arrived(event);
    const room = this.rooms.get(event.roomId);
    if (room?.happened(event)) {
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

  /** Something happened after the server had told of the room. */
  #news(room, event) {
    if (event.roomRenamed) {
      this.#sorted = null;
    }
    this.#roomChanged(room);
    if (changesMembers(event)) {
      this.emit("members", room.id);
    } else if (event.messagePosted && event.author.id !== this.self.id) {
      this.emit("message", { room, event });
    }
  }

  /** The user has read a room up to a position, here or elsewhere. */
  readUpTo(roomId, seq) {
    const room = this.rooms.get(roomId);
    if (room?.readUpTo(seq)) {
      this.#roomChanged(room);
    }
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

  /** The user has read the whispers of a room. */
  readWhispers(room) {
    room.unread = 0;
    room.mentions = 0;
    this.emit("rooms");
  }

  unreadTotal() {
    const rooms = [...this.rooms.values()].filter((room) => !room.isHidden);
    return rooms.reduce((sum, room) => sum + (isWithOne(room) ? room.unread : room.mentions), 0);
  }
}
