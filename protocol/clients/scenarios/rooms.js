// Rooms, their members, and the rights in them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

/** How many rooms an account may create in an hour. */
const ROOMS_PER_HOUR = 50;

/** @type {import("../main.js").Scenario[]} */
export const rooms = [
  [
    "A room is created once, found by its name, renamed, and gets another topic",
    async (play) => {
      const alice = await play.member("alice");
      const request = { name: play.name("garden"), kind: "ROOM_KIND_PUBLIC", topic: "Plants", requestId: randomUUID() };
      const created = await alice.call("CreateRoom", request);
      assert.deepEqual(await alice.call("CreateRoom", request), created);
      await alice.call("CreateRoom", { ...request, topic: "" }, "CONFLICT");
      const room = created.value.roomId;
      await alice.call("GetRoom", { room: `#${play.name("garden")}` });
      await alice.call("UpdateRoom", { room, name: play.name("yard"), topic: "" });
      const { value } = await alice.call("GetRoom", { room });
      assert.equal(value.name, play.name("yard"));
      await alice.call("CreateRoom", { name: play.name("yard"), kind: "ROOM_KIND_PUBLIC" }, "NAME_TAKEN");
    },
  ],
  [
    "A private room looks like one that does not exist",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("cellar", "PRIVATE");
      await bob.call("GetRoom", { room }, "ROOM_NOT_FOUND");
      await bob.call("JoinRoom", { room: `#${play.name("cellar")}` }, "ROOM_NOT_FOUND");
      await bob.call("ListHistory", { room: "#nowhere" }, "ROOM_NOT_FOUND");
    },
  ],
  [
    "A name of several rooms is refused, with their ids",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      for (const owner of [alice, bob]) {
        await owner.call("InviteMember", { room: await owner.room("team", "PRIVATE"), user: owner.name });
      }
      const { value } = await play.askQuietly("ListRooms", {}, bob.token);
      const room = value.rooms.find(({ name }) => name === play.name("team")).roomId;
      await bob.call("InviteMember", { room, user: alice.name });
      await alice.call("GetRoom", { room: `#${play.name("team")}` }, "ROOM_AMBIGUOUS");
    },
  ],
  [
    "Rooms and members come page by page, and a wrong page token is refused",
    async (play) => {
      const alice = await play.account("alice");
      for (const name of ["one", "two", "three"]) await alice.room(name);
      const first = await alice.call("ListRooms", { pageSize: 2 });
      await alice.call("ListRooms", { pageSize: 2, pageToken: first.value.nextPageToken });
      await alice.call("ListRooms", { pageToken: "no token" }, "FIELD_INVALID");
      await alice.call("ListRooms", { pageSize: -1 }, "FIELD_INVALID");
      const [bob, carol] = [await play.member("bob"), await play.member("carol")];
      const room = await alice.room("garden");
      await bob.call("JoinRoom", { room });
      await bob.call("JoinRoom", { room });
      await alice.call("InviteMember", { room, user: carol.id });
      await bob.call("ListMembers", { room });
      const names = [];
      let pageToken = "";
      do {
        const { value } = await play.askQuietly("ListMembers", { room, pageSize: 1, pageToken }, bob.token);
        names.push(...value.members.map(({ user }) => user.name));
        pageToken = value.nextPageToken;
      } while (pageToken !== "");
      assert.deepEqual(names.sort(), [alice.name, bob.name, carol.name]);
      await bob.call("ListMembers", { room, pageToken: "no token" }, "FIELD_INVALID");
      await alice.call("InviteMember", { room, user: play.name("nobody") }, "NO_SUCH_USER");
    },
  ],
  [
    "Only members with the right role moderate; a muted user cannot send, a banned one cannot join",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const carol = await play.member("carol");
      const room = await alice.room("garden");
      await bob.call("MuteMember", { room, user: alice.id }, "NOT_ALLOWED");
      await bob.call("SendMessage", { room, text: "hi" }, "NOT_A_MEMBER");
      await bob.call("JoinRoom", { room });
      await bob.call("KickMember", { room, user: alice.id }, "NOT_ALLOWED");
      await alice.call("SetRole", { room, user: bob.id, role: "ROLE_MODERATOR" });
      await bob.call("SetRole", { room, user: alice.id, role: "ROLE_MEMBER" }, "NOT_ALLOWED");
      await alice.call("SetRetention", { room, retention: { ageSecondsMax: 86400, eventsMax: 500 } });
      await bob.call("SetRetention", { room }, "NOT_ALLOWED");
      await carol.call("JoinRoom", { room });
      await bob.call("SetSlowMode", { room, intervalSeconds: 21600 });
      await carol.call("SetSlowMode", { room }, "NOT_ALLOWED");
      await carol.call("SendMessage", { room, text: "one" });
      await carol.call("SendMessage", { room, text: "two" }, "SLOW_MODE");
      await bob.call("SetSlowMode", { room });
      await carol.call("SendMessage", { room, text: "two" });
      await alice.call("MuteMember", { room, user: bob.id, reason: "too loud", duration: "3600s" });
      await bob.call("SendMessage", { room, text: "hi" }, "MUTED");
      const [mute] = (await alice.call("ListMutes", { room })).value.measures;
      assert.equal(mute.by.id, alice.id);
      assert.equal(mute.reason, "too loud");
      assert.equal(new Date(mute.untilTime) - new Date(mute.sinceTime), 3_600_000);
      await alice.call("UnmuteMember", { room, user: bob.id });
      await alice.call("KickMember", { room, user: bob.id, reason: "still too loud" });
      await bob.call("JoinRoom", { room });
      await alice.call("BanMember", { room, user: bob.id, duration: "0.5s" }, "FIELD_INVALID");
      await alice.call("BanMember", { room, user: bob.id, reason: "too loud again" });
      await bob.call("JoinRoom", { room }, "BANNED");
      const [ban] = (await alice.call("ListBans", { room })).value.measures;
      assert.equal(ban.reason, "too loud again");
      assert.equal(ban.untilTime ?? null, null);
      await alice.call("UnbanMember", { room, user: bob.id });
      await bob.call("JoinRoom", { room });
    },
  ],
  [
    "The last owner cannot leave the members alone",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden");
      await bob.call("JoinRoom", { room });
      await alice.call("LeaveRoom", { room }, "LAST_OWNER");
      await alice.call("SetRole", { room, user: bob.id, role: "ROLE_OWNER" });
      await alice.call("LeaveRoom", { room });
    },
  ],
  [
    "A guest cannot create rooms, and an account only so many in an hour",
    async (play) => {
      const guest = await play.guest("visitor");
      await guest.call("CreateRoom", { name: play.name("garden"), kind: "ROOM_KIND_PUBLIC" }, "ACCOUNT_NEEDED");
      const alice = await play.account("alice");
      for (let count = 1; count <= ROOMS_PER_HOUR; count++) await alice.room(`room${count}`, "PRIVATE");
      await alice.call("CreateRoom", { name: play.name("room"), kind: "ROOM_KIND_PRIVATE" }, "THROTTLED");
    },
  ],
  [
    "A room is hidden and read, and the read marker never goes back",
    async (play) => {
      const [alice, bob] = [await play.member("alice"), await play.member("bob")];
      const room = await alice.room("garden");
      await bob.call("JoinRoom", { room });
      const seq = await alice.say(room, "hi");
      await bob.call("GetRoom", { room });
      await bob.call("MarkRead", { room, seq });
      await bob.call("MarkRead", { room, seq: "1" });
      await bob.call("SetHidden", { room, hidden: true });
      const { value } = await bob.call("GetRoom", { room });
      assert.equal(value.membership.unreadCount, 0);
    },
  ],
];
