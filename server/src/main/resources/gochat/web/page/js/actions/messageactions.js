// The user's actions on messages.

import { TYPING_PAUSE_MS } from "../limits.js";
import { mentionsIn } from "../markup/markdown.js";
import { knownNames } from "../markup/mentions.js";
import { canonical } from "../state/entries.js";
import { FAILED, PENDING, UNKNOWN } from "../state/unsent.js";
import { Repeat } from "../stream/outbox.js";
import { number } from "../stream/positions.js";
import { problemText, Refused } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { newMessageId } from "./ids.js";

/** Its promises reject with a Refused or a Failure. */
export class MessageActions {
  #stream;
  #store;
  /** Room id to the time of the last typing notice to the server. */
  #typingMs = new Map();

  constructor(stream, store) {
    this.#stream = stream;
    this.#store = store;
  }

  /** Sends a text as soon as there is a connection. If that fails, the unsent message shows it. */
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
    this.#submit(message);
  }

  #mentionsIn(text) {
    return mentionsIn(text, knownNames(this.#store.people.names()));
  }

  /** Sends the messages that were pending when the page was closed, in their order. */
  resume() {
    this.#store.unsent.pending().forEach((message) => this.#submit(message));
  }

  retry(message) {
    this.#store.unsent.set(message, PENDING);
    this.#submit(message);
  }

  /** Sends a reply as a message of its own, because the message that it answered is deleted. */
  sendWithoutReply(message) {
    this.#store.unsent.remove(message);
    this.send({ id: message.roomId }, message.text);
  }

  discard(message) {
    this.#store.unsent.remove(message);
    this.#store.emit("timeline", message.roomId);
  }

  async #submit(message) {
    this.#store.emit("timeline", message.roomId);
    try {
      if (message.roomId.startsWith("whisper:")) {
        await this.#whisper(message);
      } else {
        const sent = await this.#stream.request({ sendMessage: requestOf(message) }, { giveUpMs: 0 });
        this.#store.sent(message, number(sent.seq));
        this.#notMentioned(sent);
      }
    } catch (e) {
      const isUnknown = !(e instanceof Refused) && e.wasHandedOver && e.code === 0;
      const room = this.#store.rooms.get(message.roomId);
      if (room && e.reason === "SLOW_MODE") {
        this.#store.mustWait(room, e.retryAfterMs);
      }
      this.#store.unsent.set(message, isUnknown ? UNKNOWN : FAILED, problemText(e), e.reason);
    }
    this.#store.emit("timeline", message.roomId);
  }

  async #whisper(message) {
    const room = this.#store.rooms.get(message.roomId);
    const user = message.roomId.slice("whisper:".length);
    const { roomId } = await this.#stream.request(
      { sendDirectMessage: { user, clientMessageId: message.id, text: message.text } },
      { repeat: Repeat.WITH_ACCOUNT, giveUpMs: 0 },
    );
    this.#store.unsent.remove(message);
    // The stream brings a stored message, and a whisper to oneself.
    if (!roomId && user !== this.#store.self.id) {
      this.#store.addWhisper(room?.peer ?? { id: user, name: "" }, this.#store.self, message.text, message.id);
    }
  }

  async edit(room, seq, text) {
    const edited = await this.#stream.request({
      editMessage: { room: room.id, messageSeq: seq, text, mentions: this.#mentionsIn(text) },
    });
    this.#notMentioned(edited);
  }

  /** Tells the user which mentions of a sent text are nobody's name. */
  #notMentioned({ unknownMentions = [] }) {
    if (unknownMentions.length > 0) {
      const names = unknownMentions.map((name) => `@${name}`).join(", ");
      this.#store.emit("notice", t("mention.unknown", { names }));
    }
  }

  delete(room, seq) {
    return this.#stream.request({ deleteMessage: { room: room.id, messageSeq: seq } });
  }

  /** Adds the user's reaction to a message, or removes it if it is there. */
  toggleReaction(room, entry, reaction) {
    const isOwn = entry.reactions.some((other) => other.reaction === canonical(reaction) && other.isOwn);
    const request = { room: room.id, messageSeq: entry.seq, reaction };
    return this.#stream.request(isOwn ? { removeReaction: request } : { addReaction: request });
  }

  /** Pins a message, or unpins it if it is pinned. */
  togglePin(room, seq) {
    const request = { room: room.id, messageSeq: seq };
    return this.#stream.request(room.pins.includes(seq) ? { unpinMessage: request } : { pinMessage: request });
  }

  typing(room) {
    const now = performance.now();
    const isDue = now - (this.#typingMs.get(room.id) ?? -TYPING_PAUSE_MS) >= TYPING_PAUSE_MS;
    if (room.kind !== "whisper" && room.isMember && isDue) {
      this.#typingMs.set(room.id, now);
      this.#stream.request({ sendTyping: { room: room.id } }, { giveUpMs: TYPING_PAUSE_MS }).catch(() => {});
    }
  }
}

function requestOf({ roomId, id, text, replyTo, mentions }) {
  return { room: roomId, clientMessageId: id, text, replyToSeq: replyTo, mentions };
}
