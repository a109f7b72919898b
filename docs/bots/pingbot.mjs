// Answers "!ping". Usage: GOCHAT_TOKEN=... node pingbot.mjs http://localhost:8080
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
const cursors = existsSync("pingbot.cursors") ? JSON.parse(readFileSync("pingbot.cursors")) : {}; // room: "epoch:seq"
const headers = { authorization: `Bearer ${process.env.GOCHAT_TOKEN}`, "content-type": "application/json" };
let pauseMs = 500;

async function call(path, body) {
  const response = await fetch(process.argv[2] + path, { headers, body, method: body ? "POST" : "GET" });
  if (response.status === 401) process.exit(1); // the token is not valid any more
  const isRefused = body && [403, 404, 409, 422].includes(response.status); // not sent again
  if (!response.ok && !isRefused) throw new Error(await response.text());
  return response.body.pipeThrough(new TextDecoderStream());
}
async function handle({ event, roomFollowed, roomUnfollowed, caughtUp }) {
  if (event?.messagePosted?.text === "!ping") {
    // The id follows from the event, so that another try, also after a crash, is stored once.
    const hash = createHash("sha1").update(`${event.roomId}/${event.seq}`).digest("hex");
    const id = hash.replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-5$3-8$4-$5");
    const pong = { clientMessageId: id, text: `pong, ${event.author.name}`, replyToSeq: event.seq };
    await (await call(`/v1/rooms/${event.roomId}/messages`, JSON.stringify(pong))).cancel();
  }
  if (event) cursors[event.roomId] = `${event.epoch}:${event.seq}`;
  if (roomFollowed) cursors[roomFollowed.room.roomId] = `${roomFollowed.room.epoch}:${roomFollowed.seq}`;
  if (roomUnfollowed) delete cursors[roomUnfollowed.roomId];
  if (caughtUp) pauseMs = 500;
  writeFileSync("pingbot.cursors.new", JSON.stringify(cursors)); renameSync("pingbot.cursors.new", "pingbot.cursors");
}
async function follow(rest = "") {
  const known = Object.entries(cursors).map(([room, position]) => `&cursors=${room}:${position}`);
  for await (const text of await call(`/v1/events?from=FOLLOW_FROM_JOINED${known.join("")}`)) {
    const frames = (rest + text).split("\n\n");
    rest = frames.pop();
    for (const frame of frames) await handle(JSON.parse(frame.slice(frame.indexOf("data: ") + 6)));
  }
}
for (;; pauseMs = Math.min(2 * pauseMs, 30_000)) {
  await follow().catch((error) => console.error(error.message));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs));
}
