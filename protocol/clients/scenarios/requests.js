// Requests that are wrong.

/** @type {import("../main.js").Scenario[]} */
export const requests = [
  [
    "Wrong values are refused, and the field is named",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      await play.call("Register", { name: "a b", password: "correct horse" }, "FIELD_INVALID");
      await play.call("Register", { name: play.name("bob"), password: "short" }, "FIELD_INVALID");
      await alice.call("CreateRoom", { name: play.name("yard") }, "FIELD_INVALID");
      await alice.call("SendMessage", { room, text: "hi", clientMessageId: "1" }, "FIELD_INVALID");
      await alice.call("SendMessage", { room, text: "hi", replyToSeq: "-1" }, "FIELD_INVALID");
      await alice.call("SendMessage", { room }, "FIELD_INVALID");
      await alice.call("MarkRead", { room, seq: "-1" }, "FIELD_INVALID");
      await alice.call("UpdateRoom", { room, topic: "x".repeat(1025) }, "FIELD_INVALID");
    },
  ],
  [
    "An unknown field is refused in JSON over HTTP, and ignored otherwise",
    async (play) => {
      const alice = await play.member("alice");
      await play.send("unknown field", play.door.strict ? "FIELD_INVALID" : "", alice, await alice.room("garden"));
    },
  ],
  [
    "A request that can't be decoded, an unknown call, an unknown format and a wrong method of HTTP are refused",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      await play.send("not decodable", "BODY_INVALID", alice, room);
      await play.send("unknown call", "CALL_UNKNOWN", alice, room);
      await play.send("unknown format", "CONTENT_TYPE_UNKNOWN", alice, room);
      await play.send("wrong method", "METHOD_NOT_ALLOWED", alice, room);
    },
  ],
  [
    "A request that is too long is refused, and the next one is served",
    async (play) => {
      const alice = await play.member("alice");
      const room = await alice.room("garden");
      await play.send("too long", "BODY_TOO_LONG", alice, room);
      await alice.call("GetRoom", { room });
    },
  ],
];
