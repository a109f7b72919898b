// Messages: sent, changed and read.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/** The longest text, in bytes. */
const TEXT_MAX = 65_536;

/** @type {import("../main.js").Scenario[]} */
export const messages = [
  [
    "A text of any script is stored unchanged, also the longest one, and a longer one is refused",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const text = '晚上见？ \u{1f44b}\u200d %2F "\\ \u0007 مرحبا\r\n  <b>';
      await alice.say(room, text);
      const { value } = await alice.call("ListHistory", { room, pageSize: 1 });
      assert.equal(value.entries[0].event.messagePosted.text, text);
      await alice.say(room, "ü".repeat(TEXT_MAX / 2));
      await alice.call("SendMessage", { room, text: "x".repeat(TEXT_MAX + 1) }, "FIELD_INVALID");
      await alice.call("SendMessage", { room, text: " \n" }, "FIELD_INVALID");
    },
  ],
  [
    "A message that is sent twice is stored once, and another text under its id is refused",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const message = { room, text: "hi", clientMessageId: randomUUID() };
      const first = await alice.call("SendMessage", message);
      const second = await alice.call("SendMessage", message);
      assert.deepEqual(second, first);
      await alice.call("SendMessage", { ...message, text: "hello" }, "CONFLICT");
      await alice.call("ListHistory", { room });
    },
  ],
  [
    "Only its author edits a message, and a deletion erases it",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden");
      await bob.call("JoinRoom", { room });
      const messageSeq = await bob.say(room, "hi");
      await bob.call("EditMessage", { room, messageSeq, text: "hello", mentions: [alice.name] });
      await alice.call("EditMessage", { room, messageSeq, text: "bye" }, "NOT_ALLOWED");
      await alice.call("EditMessage", { room, messageSeq: "99", text: "bye" }, "NO_SUCH_MESSAGE");
      await alice.call("ListHistory", { room });
      await alice.call("DeleteMessage", { room, messageSeq });
      await alice.call("DeleteMessage", { room, messageSeq });
      await bob.call("EditMessage", { room, messageSeq, text: "bye" }, "NO_SUCH_MESSAGE");
      const { value } = await alice.call("ListHistory", { room });
      assert.doesNotMatch(JSON.stringify(value), /hello/);
    },
  ],
  [
    "Reactions are added once each, and taken back",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden");
      await bob.call("JoinRoom", { room });
      const messageSeq = await alice.say(room, "hi");
      await alice.call("AddReaction", { room, messageSeq, reaction: "❤️" });
      await alice.call("AddReaction", { room, messageSeq, reaction: "❤" });
      await bob.call("AddReaction", { room, messageSeq, reaction: "❤" });
      await bob.call("AddReaction", { room, messageSeq, reaction: "a/b c" });
      await alice.call("RemoveReaction", { room, messageSeq, reaction: "❤" });
      await bob.call("AddReaction", { room, messageSeq, reaction: "x".repeat(65) }, "FIELD_INVALID");
      await bob.call("ListHistory", { room });
    },
  ],
  [
    "Replies make a thread",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const rootSeq = await alice.say(room, "question");
      const replyToSeq = await alice.say(room, "answer", { replyToSeq: rootSeq });
      await alice.say(room, "thanks", { replyToSeq });
      await alice.call("ListThread", { room, rootSeq });
      const { value } = await alice.call("ListThread", { room, rootSeq, pageSize: 1 });
      await alice.call("ListThread", { room, rootSeq, pageSize: 1, pageToken: value.nextPageToken });
      await alice.call("SendMessage", { room, text: "hi", replyToSeq: "99" }, "NO_SUCH_MESSAGE");
    },
  ],
  [
    "History comes page by page, from the end and around a message",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      for (let count = 1; count <= 6; count++) await alice.say(room, `message ${count}`);
      const newest = await alice.call("ListHistory", { room, pageSize: 2 });
      const earlier = await alice.call("ListHistory", { room, pageSize: 2, pageToken: newest.value.earlierPageToken });
      await alice.call("ListHistory", { room, pageSize: 2, pageToken: earlier.value.laterPageToken });
      await alice.call("ListHistory", { room, pageToken: "no token" }, "FIELD_INVALID");
      await alice.call("ListHistory", { room, pageSize: 2, beforeSeq: "4" });
      await alice.call("ListHistory", { room, pageSize: 2, afterSeq: "4" });
      await alice.call("ListHistory", { room, pageSize: 3, aroundSeq: "4" });
      await alice.call("ListHistory", { room, fromTime: "2000-01-01T00:00:00Z" });
      await alice.call("ListHistory", { room, pageSize: 201 }, "FIELD_INVALID");
      await alice.call("ListHistory", { room, beforeSeq: "-1" }, "FIELD_INVALID");
    },
  ],
  [
    "A room has fifty pinned messages, and no more",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden");
      await bob.call("JoinRoom", { room });
      for (let count = 1; count <= 50; count++) {
        await alice.call("PinMessage", { room, messageSeq: await alice.say(room, `message ${count}`) });
      }
      const messageSeq = await alice.say(room, "one too many");
      await alice.call("PinMessage", { room, messageSeq }, "TOO_MANY_PINS");
      await bob.call("UnpinMessage", { room, messageSeq: "3" }, "NOT_ALLOWED");
      const { value } = await alice.call("ListPins", { room, pageSize: 30 });
      await alice.call("ListPins", { room, pageToken: value.nextPageToken });
    },
  ],
  [
    "A message to one account is stored, and to a guest only if it is online",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      await alice.call("SendDirectMessage", { user: bob.name, text: "Lunch?", clientMessageId: randomUUID() });
      const { value } = await alice.call("OpenDirect", { user: bob.id });
      await bob.call("ListHistory", { room: value.roomId });
      await alice.call("SendDirectMessage", { user: play.name("nobody"), text: "hi" }, "NO_SUCH_USER");
      const guest = await play.guest("visitor");
      await alice.call("SendDirectMessage", { user: guest.id, text: "hi" }, "NOT_ONLINE");
    },
  ],
];
