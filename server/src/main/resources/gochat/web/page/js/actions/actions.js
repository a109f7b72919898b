// What a user can do: asks the server and puts what comes back into the store. Every function that can fail rejects
// with a Refused or a Failure.

import { mentionsIn } from "../markup/markdown.js";
import { knownNames } from "../markup/mentions.js";
import { safeLine } from "../markup/safetext.js";
import { isWithOne } from "../state/store.js";
import { canonical } from "../state/timeline.js";
import { FAILED, PENDING, UNKNOWN } from "../state/unsent.js";
import { Repeat } from "../stream/outbox.js";
import { number } from "../stream/positions.js";
import { Invalid, problemText, Refused } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { newMessageId } from "./ids.js";

const PAGE_SIZE = 60;
/** Codes of google.rpc.Code: INVALID_ARGUMENT, NOT_FOUND. */
const NO_SUCH = new Set([3, 5]);
/** How often the server is told that somebody writes; more is passed over. */
const TYPING_MS = 3_000;

export class Actions {
  #conversation;
  #store;
  #toldTypingMs = new Map();
  #marking = new Map();
  #recounting = new Set();

  constructor(conversation, store) {
    this.#conversation = conversation;
    this.#store = store;
    store.on("uncounted", (room) => this.#recount(room));
  }

  async #ask(request, options) {
    const reply = await this.#conversation.ask(request, options);
    if (reply.refusal) {
      throw new Refused(reply.refusal);
    }
    return reply;
  }

  // Messages

  /** Sends a text as soon as it can be; never fails, as the message itself says how it fares. */
  send(room, text, { replyTo = 0, threadRoot = 0 } = {}) {
    const message = this.#store.unsent.add({
      id: newMessageId(),
      roomId: room.id,
      text,
      replyTo,
      threadRoot,
      mentions: this.#mentionsIn(text),
      timeMs: Date.now(),
    });
    this.#handOver(message);
    this.#store.emit("timeline", room.id);
  }

  #mentionsIn(text) {
    return mentionsIn(text, knownNames(this.#store.people.names()));
  }

  /** Hands over again what was written before the page was loaded, in its order. */
  resume() {
    this.#store.pending().forEach((message) => this.#handOver(message));
  }

  retry(message) {
    this.#store.unsent.set(message, PENDING);
    this.#handOver(message);
    this.#store.emit("timeline", message.roomId);
  }

  /** Sends a text without what it answered, which is no more. */
  unlink(message) {
    this.#store.unsent.remove(message);
    this.send({ id: message.roomId }, message.text);
  }

  discard(message) {
    this.#store.unsent.remove(message);
    this.#store.emit("timeline", message.roomId);
  }

  async #handOver(message) {
    const room = this.#store.rooms.get(message.roomId);
    try {
      if (message.roomId.startsWith("whisper:")) {
        await this.#whisper(message, room);
      } else {
        const { sent } = await this.#ask({ sendMessage: requestOf(message) }, { giveUpMs: 0 });
        this.#store.sent(message, number(sent.seq));
      }
    } catch (e) {
      const isUnknown = !(e instanceof Refused) && e.wasHandedOver && e.code === 0;
      this.#store.unsent.set(message, isUnknown ? UNKNOWN : FAILED, problemText(e), e.reason);
    }
    this.#store.emit("timeline", message.roomId);
  }

  async #whisper(message, room) {
    const user = message.roomId.slice("whisper:".length);
    const reply = await this.#ask(
      { sendDirectMessage: { user, clientMessageId: message.id, text: message.text } },
      { repeat: Repeat.WITH_ACCOUNT, giveUpMs: 0 },
    );
    this.#store.unsent.remove(message);
    // What is passed on to oneself comes by the stream.
    if (reply.passedOn && user !== this.#store.self.id) {
      this.#store.addWhisper(room?.peer ?? { id: user, name: "" }, this.#store.self, message.text, message.id);
    }
  }

  edit(room, seq, text) {
    return this.#ask({ editMessage: { room: room.id, messageSeq: seq, text, mentions: this.#mentionsIn(text) } });
  }

  delete(room, seq) {
    return this.#ask({ deleteMessage: { room: room.id, messageSeq: seq } });
  }

  react(room, entry, reaction) {
    const isOwn = entry.reactions.some((other) => other.reaction === canonical(reaction) && other.isOwn);
    const request = { room: room.id, messageSeq: entry.seq, reaction };
    return this.#ask(isOwn ? { removeReaction: request } : { addReaction: request });
  }

  typing(room) {
    const now = performance.now();
    if (
      room.kind !== "whisper" &&
      room.isMember &&
      now - (this.#toldTypingMs.get(room.id) ?? -TYPING_MS) >= TYPING_MS
    ) {
      this.#toldTypingMs.set(room.id, now);
      this.#ask({ sendTyping: { room: room.id } }, { giveUpMs: TYPING_MS }).catch(() => {});
    }
  }

  /** Says up to where a room is read; what is said in quick succession goes out once. */
  markRead(room, seq) {
    if (room.kind === "whisper") {
      room.unread = 0;
      room.mentions = 0;
      this.#store.emit("rooms");
    } else if (room.role && seq > room.readSeq && seq > (this.#marking.get(room.id) ?? 0)) {
      if (!this.#marking.has(room.id)) {
        setTimeout(() => this.#sayRead(room), 250);
      }
      this.#marking.set(room.id, seq);
      if (seq >= room.head) {
        this.#store.readUpTo(room.id, seq);
      }
    }
  }

  async #sayRead(room) {
    const seq = this.#marking.get(room.id);
    this.#marking.delete(room.id);
    try {
      const reply = await this.#ask({ markRead: { room: room.id, seq } });
      this.#store.readUpTo(room.id, number(reply.readSeq));
    } catch {
      // What is read next says it again.
    }
  }

  /** Asks how many messages are unread, once the server knows up to where the user has read. */
  async #recount(room) {
    if (this.#recounting.has(room.id)) {
      return;
    }
    this.#recounting.add(room.id);
    try {
      await this.#ask({ markRead: { room: room.id, seq: room.readSeq } });
      await this.#look(room.id);
    } catch {
      // It is counted when the room is followed anew.
    } finally {
      this.#recounting.delete(room.id);
    }
  }

  // History

  async #page(request) {
    const page = await this.#ask(request);
    page.entries?.forEach(({ event }) => this.#store.learnFromHistory(event));
    return page;
  }

  loadAround(room, timeline, seq) {
    return timeline.load("anew", () =>
      this.#page({ listHistory: { room: room.id, aroundSeq: seq, pageSize: PAGE_SIZE } }),
    );
  }

  loadNewest(room, timeline) {
    return timeline.load("anew", () => this.#page({ listHistory: { room: room.id, pageSize: PAGE_SIZE } }));
  }

  loadEarlier(room, timeline) {
    const beforeSeq = timeline.entries[0]?.seq ?? 1;
    return timeline.load("earlier", () =>
      this.#page({ listHistory: { room: room.id, beforeSeq, pageSize: PAGE_SIZE } }),
    );
  }

  loadLater(room, timeline) {
    const afterSeq = timeline.entries.at(-1)?.seq ?? 0;
    return timeline.load("later", () => this.#page({ listHistory: { room: room.id, afterSeq, pageSize: PAGE_SIZE } }));
  }

  /** One event as it is now, or undefined. */
  async loadOne(room, seq) {
    const { entries } = await this.#page({ listHistory: { room: room.id, aroundSeq: seq, pageSize: 2 } });
    return entries?.map((entry) => entry.event).find((event) => number(event.seq) === seq);
  }

  /** The message that began a thread, then its answers. */
  async loadThread(thread) {
    const room = thread.roomId;
    await thread.timeline.load("anew", async () => {
      const { entries } = await this.#page({ listHistory: { room, aroundSeq: thread.rootSeq, pageSize: 2 } });
      const root = (entries ?? []).filter((entry) => number(entry.event.seq) === thread.rootSeq);
      const page = await this.#page({ listThread: { room, rootSeq: thread.rootSeq, pageSize: 200 } });
      return { entries: [...root, ...(page.entries ?? [])], hasLater: page.hasLater };
    });
  }

  loadThreadLater(thread) {
    const afterSeq = thread.timeline.entries.at(-1)?.seq ?? 0;
    return thread.timeline.load("later", () =>
      this.#page({ listThread: { room: thread.roomId, rootSeq: thread.rootSeq, afterSeq, pageSize: 200 } }),
    );
  }

  // Rooms and members

  /** @returns a page: { rooms, nextPageToken } */
  publicRooms(pageToken = "") {
    return this.#ask({ listRooms: { public: true, pageSize: 200, pageToken } });
  }

  async createRoom(name, topic, isPrivate) {
    const reply = await this.#ask({
      createRoom: { name, topic, kind: isPrivate ? "ROOM_KIND_PRIVATE" : "ROOM_KIND_PUBLIC" },
    });
    return this.#look(reply.created.roomId);
  }

  async join(roomId) {
    await this.#ask({ joinRoom: { room: roomId } });
    return this.#look(roomId);
  }

  leave(room) {
    return this.#ask({ leaveRoom: { room: room.id } });
  }

  /** Has a room out of one's lists, on all devices, or in them again. */
  async hide(room, isHidden) {
    await this.#ask({ setHidden: { room: room.id, hidden: isHidden } });
    this.#store.hide(room, isHidden);
  }

  updateRoom(room, changes) {
    return this.#ask({ updateRoom: { room: room.id, ...changes } });
  }

  invite(room, user) {
    return this.#ask({ inviteMember: { room: room.id, user } });
  }

  /** @param what "kickMember", "banMember", "muteMember" or "unmuteMember" */
  moderate(what, room, user) {
    return this.#ask({ [what]: { room: room.id, user: user.id } });
  }

  setRole(room, user, role) {
    return this.#ask({ setRole: { room: room.id, user: user.id, role: `ROLE_${role}` } });
  }

  /** @returns a page: { members, nextPageToken } */
  async members(room, pageToken = "") {
    const page = await this.#ask({ listMembers: { room: room.id, pageSize: 200, pageToken } });
    page.members?.forEach(({ user }) => this.#store.people.meet(user));
    return page;
  }

  /** The conversation with somebody: of accounts a direct one, else one without a record. */
  async converse(user) {
    const isKept = !this.#store.isGuest() && user.kind !== "USER_KIND_GUEST";
    if (isKept) {
      try {
        return await this.#look((await this.#ask({ openDirect: { user: user.id || user.name } })).opened.roomId);
      } catch (e) {
        if (!(e instanceof Refused) || e.reason !== "ACCOUNT_NEEDED") {
          throw e;
        }
      }
    }
    if (user.id) {
      return this.#store.whisperRoom(user);
    }
    const { presences } = await this.#ask({ getPresence: { users: [user.name] } });
    if (!presences?.length) {
      throw new Invalid(t("problem.no-user", { name: safeLine(user.name, 40) }));
    }
    return this.#store.whisperRoom({ ...user, id: presences[0].userId });
  }

  /**
   * The room that an address names by its id or its name: one's own, one that can be read, or null when there is none.
   */
  async find(idOrName) {
    for (const room of [idOrName, `#${idOrName.replace(/^#/u, "")}`]) {
      try {
        const told = (await this.#ask({ getRoom: { room } })).room;
        return told.membership ? this.#store.learn(told) : this.#store.glimpse(told);
      } catch (e) {
        if (!NO_SUCH.has(e.code)) {
          throw e;
        }
      }
    }
    return null;
  }

  async #look(roomId) {
    return this.#store.learn((await this.#ask({ getRoom: { room: roomId } })).room);
  }

  setAway(away) {
    return this.#ask({ setAway: { away } });
  }

  watch(userIds) {
    this.#conversation.watch(userIds);
  }

  /** Whether one may rename a room, change its topic, or keep order in it. */
  static mayModerate(room) {
    return !isWithOne(room) && (room.role === "OWNER" || room.role === "MODERATOR");
  }
}

function requestOf({ roomId, id, text, replyTo, mentions }) {
  return { room: roomId, clientMessageId: id, text, replyTo, mentions };
}
