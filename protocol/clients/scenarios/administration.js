// Invitations to the server, and accounts in the hands of an administrator.
import assert from "node:assert/strict";
import { PASSWORD } from "../play.js";

/** @type {import("../main.js").Scenario[]} */
export const administration = [
  [
    "An invitation makes accounts until it is used up or revoked",
    async (play) => {
      const root = play.administrator();
      const { value: once } = await root.call("CreateInvitation", { note: "for Bob", validFor: "3600s" });
      const bob = await play.account("bob", { invitation: once.code });
      await bob.call("GetSelf");
      const carol = { name: play.name("carol"), password: PASSWORD };
      await play.call("Register", { ...carol, invitation: once.code }, "WRONG_INVITATION");

      const { value: other } = await root.call("CreateInvitation", { usesMax: 2, kind: "USER_KIND_ADMINISTRATOR" });
      const { invitationId } = other.invitation;
      // The other doors have invitations too.
      const listed = await root.askQuietly("ListInvitations", {});
      assert(listed.value.invitations.some((one) => one.invitationId === invitationId));
      await root.call("RevokeInvitation", { invitationId });
      await root.call("RevokeInvitation", { invitationId }, "INVITATION_NOT_FOUND");
      await play.call("Register", { ...carol, invitation: other.code }, "WRONG_INVITATION");
      await root.call("CreateInvitation", { usesMax: 10_001 }, "FIELD_INVALID");
    },
  ],
  [
    "A disabled account is signed out, signs in nowhere, and comes back when it is enabled",
    async (play) => {
      const root = play.administrator();
      const alice = await play.account("alice");
      const frames = alice.follow();
      await frames.until("caughtUp");
      await root.call("DisableAccount", { account: alice.name });
      await frames.end("TOKEN_REFUSED");
      await alice.call("GetSelf", {}, "TOKEN_REFUSED");
      await play.call("SignIn", { name: alice.name, password: PASSWORD }, "ACCOUNT_DISABLED");
      await play.call("SignIn", { name: alice.name, password: "wrong password" }, "WRONG_PASSWORD");
      await root.call("ListAccounts", { namePrefix: alice.name });
      await root.call("EnableAccount", { account: alice.id });
      await play.signIn(alice, "laptop");
    },
  ],
  [
    "A deleted account is signed out, signs in nowhere, and comes back when it is restored",
    async (play) => {
      const root = play.administrator();
      const alice = await play.account("alice");
      const frames = alice.follow();
      await frames.until("caughtUp");
      await alice.call("DeleteSelf", { password: PASSWORD, eraseMessages: true });
      await frames.end("TOKEN_REFUSED");
      await play.call("SignIn", { name: alice.name, password: PASSWORD }, "ACCOUNT_DELETED");
      await root.call("EnableAccount", { account: alice.id });
      await play.signIn(alice, "laptop");
      await root.call("DeleteAccount", { account: alice.name });
      await alice.call("GetSelf", {}, "TOKEN_REFUSED");
      await play.call("SignIn", { name: alice.name, password: PASSWORD }, "ACCOUNT_DELETED");
    },
  ],
  [
    "An account becomes an administrator on its open stream, and is one no more",
    async (play) => {
      const root = play.administrator();
      const alice = await play.account("alice");
      const frames = alice.follow();
      await frames.until("caughtUp");
      await root.call("SetAccountKind", { account: alice.name, kind: "USER_KIND_ADMINISTRATOR" });
      await frames.until("selfChanged");
      // The positions of the other doors' entries are in the frames of the log.
      await frames.untilQuietly("roomFollowed", ({ room }) => room.roomId === "audit");
      await alice.call("ListAccounts", { namePrefix: alice.name });
      await root.call("SetAccountKind", { account: alice.id, kind: "USER_KIND_ACCOUNT" });
      const left = await frames.untilQuietly("roomUnfollowed");
      const { roomId, reason } = left.at(-1).roomUnfollowed;
      assert.deepEqual([roomId, reason], ["audit", "UNFOLLOW_REASON_NOT_FOUND"]);
      await alice.call("ListAccounts", { namePrefix: alice.name }, "ADMINISTRATOR_NEEDED");
      await alice.call("GetRoom", { room: "audit" }, "ROOM_NOT_FOUND");
      await root.call("SetAccountKind", { account: alice.id, kind: "USER_KIND_GUEST" }, "FIELD_INVALID");
      await alice.call(
        "SetAccountKind",
        { account: alice.id, kind: "USER_KIND_ADMINISTRATOR" },
        "ADMINISTRATOR_NEEDED",
      );
    },
  ],
  [
    "A lost password is replaced with a code, which works once",
    async (play) => {
      const root = play.administrator();
      const alice = await play.account("alice");
      const { value } = await root.call("CreatePasswordReset", { account: alice.name });
      await alice.call("GetSelf");
      const reset = { code: value.code, newPassword: "battery staple" };
      await play.call("ResetPassword", reset);
      await alice.call("GetSelf", {}, "TOKEN_REFUSED");
      await play.call("ResetPassword", reset, "WRONG_RESET");
      const { value: again } = await play.call("SignIn", { name: alice.name, password: "battery staple" });
      await root.call("EndSessions", { account: alice.name });
      await play.ask("GetSelf", {}, "TOKEN_REFUSED", again.token);
    },
  ],
  [
    "Only administrators administer, and they name accounts that exist",
    async (play) => {
      const alice = await play.member("alice");
      await alice.call("ListAccounts", {}, "ADMINISTRATOR_NEEDED");
      await alice.call("CreateInvitation", {}, "ADMINISTRATOR_NEEDED");
      await alice.call("DisableAccount", { account: alice.name }, "ADMINISTRATOR_NEEDED");
      const visitor = await play.guest("visitor");
      await visitor.call("CreatePasswordReset", { account: alice.name }, "ADMINISTRATOR_NEEDED");
      const root = play.administrator();
      await root.call("DisableAccount", { account: play.name("nobody") }, "NO_SUCH_USER");
      await root.call("EndSessions", { account: visitor.id }, "NO_SUCH_USER");
    },
  ],
  [
    "Administrators read their acts in the audit log, where only the server writes",
    async (play) => {
      const root = play.administrator();
      const frames = root.follow({}, "audit");
      await frames.untilQuietly("caughtUp");
      const alice = await play.account("alice");
      await root.call("DisableAccount", { account: alice.name });
      await root.call("EnableAccount", { account: alice.name });

      // The entries of the other doors are in between.
      const isOwn = ({ audited }) => audited?.account?.id === alice.id;
      const isLast = (event) => isOwn(event) && event.audited.action === "AUDIT_ACTION_ACCOUNT_ENABLED";
      const read = await frames.untilQuietly("event", isLast);
      const followed = read.flatMap(({ event }) => (event && isOwn(event) ? [event] : []));
      const [{ seq }] = followed;
      const request = { room: "audit", afterSeq: String(Number(seq) - 1), pageSize: 200 };
      const { value } = await root.askQuietly("ListHistory", request);
      const listed = value.entries.map(({ event }) => event).filter(isOwn);
      assert.deepEqual(listed, followed);
      assert.deepEqual(
        followed.map(({ author, audited }) => [author.name, audited.action.replace("AUDIT_ACTION_ACCOUNT_", "")]),
        [
          [alice.name, "REGISTERED"],
          [root.name, "DISABLED"],
          [root.name, "ENABLED"],
        ],
      );
      play.transcript.push({ what: "audit log", value: followed.map(({ author, audited }) => ({ author, audited })) });

      await root.call("SendMessage", { room: "audit", text: "hi" }, "NOT_ALLOWED");
      const bob = await play.member("bob");
      await bob.call("GetRoom", { room: "audit" }, "ROOM_NOT_FOUND");
      await bob.call("ListHistory", { room: "#audit" }, "ROOM_NOT_FOUND");
      await bob.call("SendMessage", { room: "audit", text: "hi" }, "ROOM_NOT_FOUND");
    },
  ],
];
