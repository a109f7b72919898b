// Streams: where they begin, what they bring, and how they end.
import assert from "node:assert/strict";

/** @type {import("../main.js").Scenario[]} */
export const streams = [
  [
    "A stream brings what is sent after its start, in order",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      await alice.say(room, "before");
      const frames = alice.follow({}, room);
      await frames.until("caughtUp");
      for (let count = 1; count <= 5; count++) await alice.say(room, `message ${count}`);
      await frames.untilText("message 5");
    },
  ],
  [
    "A stream goes on from a cursor",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const seq = await alice.say(room, "read");
      await alice.say(room, "missed");
      const { value } = await alice.call("GetRoom", { room });
      const frames = alice.follow({ cursors: [{ room, epoch: value.epoch, seq }] }, room);
      await frames.until("caughtUp");
    },
  ],
  [
    "Rooms without a cursor begin at their start, or where the user was invited while away",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden", "PRIVATE");
      await alice.say(room, "before");
      await alice.call("InviteMember", { room, user: bob.id });
      await alice.say(room, "after");
      await bob.follow({ from: "FOLLOW_FROM_START" }, room).until("caughtUp");
      await bob.follow({ from: "FOLLOW_FROM_JOINED" }, room).until("caughtUp");
    },
  ],
  [
    "More missed events than the client takes are announced as a gap",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      for (let count = 1; count <= 10; count++) await alice.say(room, `message ${count}`);
      const frames = alice.follow({ cursors: [{ room, epoch: "1", seq: "2" }], catchUpMax: 3 }, room);
      const read = await frames.until("caughtUp");
      assert(read.some((frame) => frame.gap));
    },
  ],
  [
    "A wrong cursor is refused",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      for (const cursor of [
        { room, epoch: "-1" },
        { room, seq: "-1" },
      ]) {
        await alice.follow({ cursors: [cursor] }, room).end("FIELD_INVALID");
      }
      await alice.follow({ catchUpMax: -1 }, room).end("FIELD_INVALID");
    },
  ],
  [
    "A cursor beyond the end of a log resets the room",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const read = await alice.follow({ cursors: [{ room, epoch: "1", seq: "99" }] }, room).until("caughtUp");
      assert(read.some((frame) => frame.reset));
    },
  ],
  [
    "Public rooms are followed on request, and a room that does not exist is named",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden");
      const frames = bob.follow({ rooms: [`#${play.name("garden")}`, "#nowhere"] }, room);
      await frames.until("caughtUp");
      await alice.say(room, "hi");
      await frames.untilText("hi");
    },
  ],
  [
    "A stream without a valid token is refused",
    async (play) => {
      await play.follow({}, undefined, "").end("TOKEN_MISSING");
      await play.follow({}, "gct_unknown", "").end("TOKEN_REFUSED");
    },
  ],
  [
    "A member who is kicked or banned gets nothing more of the room",
    async (play) => {
      const alice = await play.member("alice");
      for (const [call, member] of [
        ["KickMember", await play.member("bob")],
        ["BanMember", await play.member("carol")],
      ]) {
        const room = await alice.room(call);
        await member.call("JoinRoom", { room });
        const frames = member.follow({}, room);
        await frames.until("caughtUp");
        await alice.call(call, { room, user: member.id });
        await frames.until("roomUnfollowed");
        await alice.say(room, "for members");
        await alice.call("SendDirectMessage", { user: member.id, text: "for you" });
        const read = await frames.untilText("for you");
        assert.equal(read.length, 1);
      }
    },
  ],
  [
    "A stream ends when its token is revoked",
    async (play) => {
      const laptop = await play.account("alice");
      const phone = await play.signIn(laptop, "phone");
      const frames = phone.follow();
      await frames.until("caughtUp");
      await laptop.call("RevokeSession", { sessionId: phone.sessionId });
      await frames.end("TOKEN_REFUSED");
    },
  ],
  [
    "Other devices are told what was read and hidden, and users what is written in private",
    async (play) => {
      const [alice, guest] = [await play.member("alice"), await play.guest("visitor")];
      const room = await alice.room("garden");
      const phone = await play.signIn(alice, "phone");
      const [seen, written] = [phone.follow({}, room), guest.follow()];
      await seen.until("caughtUp");
      await written.until("caughtUp");
      const seq = await alice.say(room, "hi");
      await seen.untilText("hi");
      await alice.call("MarkRead", { room, seq });
      await seen.until("readMarker");
      await alice.call("SetHidden", { room, hidden: true });
      await seen.until("roomHidden");
      await alice.call("SendDirectMessage", { user: guest.id, text: "psst" });
      await written.until("privateMessage");
    },
  ],
  [
    "A reader that is slow gets everything, in order",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const frames = alice.follow({}, room);
      await frames.until("caughtUp");
      const text = "x".repeat(60_000);
      for (let count = 1; count <= 40; count++) await alice.say(room, `${count} ${text}`);
      await frames.untilText(`40 ${text}`);
    },
  ],
  [
    "A stream ends when the server stops, and goes on from its cursor after the restart",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      const seq = await alice.say(room, "before");
      const frames = alice.follow({}, room);
      await frames.until("caughtUp");
      await Promise.all([frames.end("SHUTTING_DOWN"), play.restart()]);
      await alice.say(room, "after");
      await alice.follow({ cursors: [{ room, epoch: "1", seq }] }, room).until("caughtUp");
    },
  ],
  [
    "An older copy of the data resets the rooms",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      await alice.say(room, "kept");
      await play.restart();
      const seq = await alice.say(room, "lost");
      await play.restore();
      await alice.follow({ cursors: [{ room, epoch: "1", seq }] }, room).until("caughtUp");
    },
  ],
];
