// The state of the page: the rooms, their unread messages, and the timelines of those that were opened. It takes the frames
// of the stream in order, and notifies the views. Views read it and never write it.

import { number } from "../stream/positions.js";
import { Emitter } from "./emitter.js";
import { changesMembers, changesPins } from "./eventkinds.js";
import { People } from "./people.js";
import { rightsIn } from "./rights.js";
import { isWithOne, sortedByName } from "./roomnames.js";
import { RoomState } from "./roomstate.js";
import { Timelines } from "./timelines.js";
import { newWhisperRoom, Unsent, Whispers } from "./unsent.js";

/**
 * Emits the changes: "self" (the user's name or kind); "rooms" (the list of rooms, their names, their unread messages); "timeline", "members", "pins" and
 * "typing" (the id of a room); "presence" (the id of a user); "unfollowed" (a room of which the user is no longer a
 * member); "uncounted" (a room whose unread messages only the server can count); "message" ({ room, event }: a new one
 * of an author who is not blocked); "blocked" (the user has blocked or unblocked others); "notice" (a text of the server).
 */
export class Store extends Emitter {
  self;
  people = new People((kind, detail) => this.emit(kind, detail));
  rooms = new Map();
  /** The rooms that the user has left since the page was loaded, as they were. */
  departed = new Map();
  /** Whether the stream has brought all rooms of the user. */
  knowsAllRooms = false;
  unsent;
  /** The result of sortedRooms, until a room is added, removed or renamed. */
  #sorted = null;
  #timelines;
  #whispers;
  /** The ids of the users whom the user has blocked. */
  #blocked = new Set();

  /** @param user the signed-in user */
  constructor(user) {
    super();
    this.self = user;
    this.#timelines = new Timelines(user.id);
    this.people.add(user);
    this.unsent = new Unsent(user.id);
    this.#whispers = new Whispers(user.id);
    this.#whispers.load().forEach((room) => this.rooms.set(room.id, room));
  }

  /** The user has another kind: the guest has become an account, or the account administers the server, or no longer. */
  become(user) {
    this.self = user;
    this.people.add(user);
    this.emit("self");
  }

  isBlocked(userId) {
    return this.#blocked.has(userId);
  }

  /** Whether messages of an author are folded in a room: those of blocked users, unless they are between the two alone. */
  isFolded(room, author) {
    return this.isBlocked(author.id) && !isWithOne(room);
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

  /** The room for whispers with a user; a new one if there is none. */
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

  /** @param clientMessageId of the user's own message, by which it was shown while it was unsent */
  addWhisper(peer, author, text, clientMessageId = "") {
    const room = this.whisperRoom(peer);
    room.timeline.addUnlogged({ author, text, clientMessageId, time: new Date() });
    this.#whispers.save(room);
    this.emit("timeline", room.id);
    return room;
  }

  /** Takes a frame other than a reply. */
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
    } else if (frame.privacyState) {
      this.#blocked = new Set(frame.privacyState.blockedUserIds);
      this.emit("blocked");
    } else if (frame.selfChanged) {
      this.become(frame.selfChanged.user);
    } else if (frame.presence) {
      this.people.presenceChanged(frame.presence);
    } else if (frame.typing) {
      this.people.typing(frame.typing.roomId, frame.typing.user);
    }
  }

  /** Takes a room of the user as the server tells it. */
  learn(told) {
    return this.#add(this.preview(told));
  }

  /** The same for a room that the user may read without being a member. It is in no list. */
  preview(told) {
    const room = this.#roomOf(told);
    room.told(told);
    return room;
  }

  #roomOf(told) {
    this.people.add(told.peer);
    return this.rooms.get(told.roomId) ?? new RoomState(told.roomId, this.self.id);
  }

  #add(room) {
    room.isMember = true;
    this.rooms.set(room.id, room);
    this.#sorted = null;
    if (this.departed.delete(room.id)) {
      this.#timelines.delete(room.id);
    }
    this.unsent.removeSentUpTo(room.id, room.head);
    this.#roomChanged(room);
    this.emit("pins", room.id);
    return room;
  }

  /** The name, the membership or the unread messages of a room may have changed. */
  #roomChanged(room) {
    this.emit("rooms");
    if (room.isUncounted) {
      this.emit("uncounted", room);
    }
  }

  /** Removes a room from the lists, or puts it back. */
  hide(room, isHidden) {
    if (room.isHidden !== isHidden) {
      room.isHidden = isHidden;
      this.emit("rooms");
    }
  }

  #followed(followed) {
    const room = this.#roomOf(followed.room);
    room.followed(followed.room, number(followed.seq));
    this.#add(room);
    this.emit("members", room.id);
  }

  #unfollowed({ roomId, reason, measure }) {
    const room = this.rooms.get(roomId);
    if (this.rooms.delete(roomId)) {
      this.departed.set(roomId, room);
      this.#sorted = null;
      room.unfollowed(reason, measure);
      this.emit("rooms");
      this.emit("unfollowed", room);
    }
  }

  #missed({ roomId, toSeq }) {
    this.rooms.get(roomId)?.gapUpTo(number(toSeq));
    this.#markStale(roomId);
  }

  #reset({ roomId, epoch }) {
    this.rooms.get(roomId)?.reset(epoch ?? "0");
    this.#timelines.delete(roomId);
    this.#markStale(roomId);
  }

  #markStale(roomId) {
    this.#timelines.markStale(roomId);
    this.emit("timeline", roomId);
  }

  #event(event) {
    this.people.add(event.author);
    if (event.guestRegistered && event.author.id === this.self.id) {
      this.become(event.author);
    }
    this.#timelines.take(event);
    if (event.messagePosted) {
      this.people.stoppedTyping(event.roomId, event.author.id);
    }
    this.#arrived(event);
    const room = this.rooms.get(event.roomId);
    if (room?.happened(event)) {
      this.#notify(room, event);
    }
    this.emit("timeline", event.roomId);
  }

  /** Takes an event of a page of history, which the stream may never bring. */
  learnFromHistory(event) {
    this.people.add(event.author);
    this.#arrived(event);
  }

  /** The server has stored a message of the user. Its event may have come already, or may have been missed. */
  sent(message, seq) {
    this.unsent.sent(message, seq);
    this.unsent.removeSentUpTo(message.roomId, this.rooms.get(message.roomId)?.head ?? 0);
  }

  /** The event of the user's own message has come: it is not unsent any more. */
  #arrived(event) {
    if (event.messagePosted && event.author.id === this.self.id) {
      this.unsent.removeId(event.messagePosted.clientMessageId);
    }
  }

  /** An event after the told head has changed the room. */
  #notify(room, event) {
    if (event.roomRenamed) {
      this.#sorted = null;
    }
    if (event.messagePosted && event.author.id === this.self.id && !rightsIn(room, this.self).isModerator) {
      room.waitsUntil = performance.now() + room.slowModeMs;
    }
    this.#roomChanged(room);
    if (changesPins(event)) {
      this.emit("pins", room.id);
    } else if (changesMembers(event)) {
      this.emit("members", room.id);
    } else if (event.messagePosted && event.author.id !== this.self.id && !this.isFolded(room, event.author)) {
      this.emit("message", { room, event });
    }
  }

  /** Slow mode does not let the user write in a room for some time. */
  mustWait(room, ms) {
    room.waitsUntil = performance.now() + ms;
    this.emit("rooms");
  }

  /** The user has read a room up to a position, here or on another device. */
  readUpTo(roomId, seq) {
    const room = this.rooms.get(roomId);
    if (room?.readUpTo(seq)) {
      this.#roomChanged(room);
    }
  }

  #privateMessage({ author, text }) {
    if (!author) {
      this.emit("notice", text ?? "");
      return;
    }
    this.people.add(author);
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

  /** The number of unread messages that ask for the user's attention, in all rooms that are not hidden. */
  unreadTotal() {
    const rooms = [...this.rooms.values()].filter((room) => !room.isHidden);
    return rooms.reduce((sum, room) => sum + room.attention, 0);
  }
}
