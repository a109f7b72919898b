// Users, their passwords, sessions and tokens.
import assert from "node:assert/strict";
import { PASSWORD, User } from "../play.js";

/** The ids of a user's sessions; the user is one of them. */
async function sessions(user) {
  const { value } = await user.call("ListSessions");
  const current = value.sessions.filter((session) => session.current);
  assert.deepEqual(
    current.map(({ sessionId }) => sessionId),
    [user.sessionId],
  );
  assert(value.sessions.every(({ address }) => address));
  return value.sessions.map(({ sessionId }) => sessionId);
}

/** @type {import("../main.js").Scenario[]} */
export const accounts = [
  [
    "The server describes itself; an account signs in with its password, a guest with a name only",
    async (play) => {
      await play.call("GetServer", {});
      const first = await play.account("alice");
      const second = await play.signIn(first, "laptop");
      assert.equal(second.id, first.id);
      await first.call("GetSelf");
      await second.call("GetSelf");
      const guest = await play.guest("visitor");
      const { value } = await guest.call("GetSelf");
      assert.equal(value.user.kind, "USER_KIND_GUEST");
    },
  ],
  [
    "A guest that registers keeps its id, its rooms and its stream, and a refusal leaves it as it was",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden", "PRIVATE");
      const guest = await play.guest("visitor");
      await alice.call("InviteMember", { room, user: guest.id });
      const frames = guest.follow({}, room);
      await frames.until("caughtUp");
      const form = { name: guest.name, password: PASSWORD };
      await guest.call("Register", { ...form, invitation: "AAAA-BBBB-CCCC" }, "WRONG_INVITATION");
      await guest.call("GetSelf");
      const { value } = await guest.call("Register", form);
      assert.equal(value.user.id, guest.id);
      const account = new User(play, value);
      await guest.call("GetSelf", {}, "TOKEN_REFUSED");
      await account.call("GetSelf");
      await account.say(room, "still here");
      await frames.untilText("still here");
      await guest.call("Register", form, "TOKEN_REFUSED");
    },
  ],
  [
    "A name that is in use is refused, for accounts and guests",
    async (play) => {
      await play.account("alice");
      await play.guest("visitor");
      await play.call("Register", { name: play.name("ALICE"), password: PASSWORD }, "NAME_TAKEN");
      await play.call("SignInAsGuest", { name: play.name("alice") }, "NAME_TAKEN");
      await play.call("Register", { name: play.name("visitor"), password: PASSWORD }, "NAME_TAKEN");
    },
  ],
  [
    "A wrong password is refused, and many are slowed down, with a pause",
    async (play) => {
      await play.account("alice");
      await play.call("SignIn", { name: play.name("nobody"), password: PASSWORD }, "WRONG_PASSWORD");
      const guess = { name: play.name("alice"), password: "wrong password" };
      const guesses = Array.from({ length: 10 }, () => play.askQuietly("SignIn", guess, ""));
      const throttled = (await Promise.all(guesses)).find(({ reason }) => reason === "THROTTLED");
      assert(throttled.pause);
    },
  ],
  [
    "A wrong code of the administrator is refused",
    async (play) => {
      const request = { name: play.name("root"), password: PASSWORD, adminCode: "AAAA-BBBB-CCCC" };
      await play.call("Register", request, "WRONG_ADMIN_CODE");
    },
  ],
  [
    "A session ends when another one of the user ends it, or changes the password",
    async (play) => {
      const laptop = await play.account("alice");
      const phone = await play.signIn(laptop, "phone");
      const { value } = await laptop.call("ListSessions", { pageSize: 1 });
      await laptop.call("ListSessions", { pageSize: 1, pageToken: value.nextPageToken });
      assert.deepEqual(await sessions(laptop), [laptop.sessionId, phone.sessionId]);
      const frames = phone.follow();
      await frames.until("caughtUp");
      await laptop.call("RevokeSession", { sessionId: phone.sessionId });
      await phone.call("GetSelf", {}, "TOKEN_REFUSED");
      await frames.end("TOKEN_REFUSED");
      assert.deepEqual(await sessions(laptop), [laptop.sessionId]);
      await laptop.call("RevokeSession", { sessionId: phone.sessionId }, "SESSION_NOT_FOUND");
      const tablet = await play.signIn(laptop, "tablet");
      const change = { oldPassword: PASSWORD, newPassword: "battery staple" };
      await laptop.call("ChangePassword", { ...change, oldPassword: "wrong password" }, "WRONG_PASSWORD");
      await laptop.call("ChangePassword", change);
      await laptop.call("GetSelf");
      await tablet.call("GetSelf", {}, "TOKEN_REFUSED");
      await play.call("SignIn", { name: laptop.name, password: PASSWORD }, "WRONG_PASSWORD");
      await play.call("SignIn", { name: laptop.name, password: "battery staple" });
    },
  ],
  [
    "A sign-out ends the token, and calls need one",
    async (play) => {
      const alice = await play.account("alice");
      await alice.call("SignOut");
      await alice.call("GetSelf", {}, "TOKEN_REFUSED");
      await play.call("GetSelf", {}, "TOKEN_MISSING");
      await play.ask("ListRooms", {}, "TOKEN_REFUSED", "gct_unknown");
    },
  ],
  [
    "A blocked user reaches nobody who has blocked it, and all devices learn of the block",
    async (play) => {
      const alice = await play.account("alice");
      const bob = await play.account("bob");
      const frames = alice.follow();
      await frames.until("caughtUp");
      await bob.call("SendDirectMessage", { user: alice.name, text: "hi" });
      await frames.until("event", ({ messagePosted }) => messagePosted?.text === "hi");
      await alice.call("BlockUser", { user: bob.name });
      const told = await frames.until("privacyState");
      assert.deepEqual(told.at(-1).privacyState.blockedUserIds, [bob.id]);
      await bob.call("SendDirectMessage", { user: alice.name, text: "hi again" }, "NOT_REACHABLE");
      const { value: listed } = await alice.call("ListBlocked");
      assert.deepEqual(
        listed.users.map(({ id }) => id),
        [bob.id],
      );
      await alice.call("UnblockUser", { user: bob.id });
      await alice.call("SetPrivacy", { messages: "AUDIENCE_SHARED_ROOM" });
      await alice.call("GetPrivacy");
      await bob.call("SendDirectMessage", { user: alice.name, text: "hi again" }, "NOT_REACHABLE");
      await alice.call("BlockUser", { user: alice.id }, "FIELD_INVALID");
    },
  ],
];
