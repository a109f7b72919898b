// Plays the same scenarios through each door of a server, and compares the answers. Run by "check".
import { answerOf } from "./answers.js";
import { methodOf } from "./contract.js";
import { connectDoors } from "./doors/connect.js";
import { grpc, grpcStream } from "./doors/grpc.js";
import { grpcWebText } from "./doors/grpcweb.js";
import { json } from "./doors/json.js";
import { webSocket } from "./doors/websocket.js";
import { Meeting } from "./meeting.js";
import { normalForm } from "./normal.js";
import { PASSWORD, Play } from "./play.js";
import { accounts } from "./scenarios/accounts.js";
import { administration } from "./scenarios/administration.js";
import { messages } from "./scenarios/messages.js";
import { requests } from "./scenarios/requests.js";
import { rooms } from "./scenarios/rooms.js";
import { streams } from "./scenarios/streams.js";
import { Server } from "./server.js";

/** @typedef {[sentence: string, play: (play: Play) => Promise<void>]} Scenario */

const FACTORIES = [grpc, grpcStream, ...connectDoors, grpcWebText, json, webSocket];

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

const server = new Server(process.argv.slice(2));
await server.open();
/** @type {import("./doors/door.js").Door[]} */
const opened = [];
/** @type {import("./play.js").Stage[]} */
const stages = FACTORIES.map((open, index) => ({
  door: opening(open),
  tag: LETTERS[index],
  members: new Map(),
  root: undefined,
}));
const root = await registered(stages[0].door, { name: "root", adminCode: await server.adminCode() });
stages.forEach((stage) => (stage.root = root));

function opening(open) {
  const door = open(server.addresses);
  opened.push(door);
  return door;
}

async function registered(door, account) {
  const answer = await door.call(methodOf("Register"), { password: PASSWORD, ...account }, "");
  return answerOf(answer).value;
}

let failures = 0;
const scenarios = [...accounts, ...administration, ...rooms, ...messages, ...requests, ...streams];
// All, or those of these numbers.
const chosen = process.env.SCENARIOS?.split(",").map(Number);
for (const [index, [sentence, play]] of scenarios.entries()) {
  if (chosen && !chosen.includes(index + 1)) continue;
  const meeting = new Meeting(stages.length, async (action) => {
    await server[action]();
    stages.forEach((stage, which) => (stage.door = opening(FACTORIES[which])));
  });
  const results = await Promise.all(stages.map((stage) => playAt(stage, index, play, meeting)));
  report(index + 1, sentence, results);
}
opened.forEach((door) => door.close());
await server.close();
print(`${scenarios.length} scenarios, ${stages.length} doors, ${failures} scenarios failed`);
process.exit(failures === 0 ? 0 : 1);

function print(line) {
  process.stdout.write(`${line}\n`);
}

/** Returns the answers in their normal form, and the error at which the play ended. */
async function playAt(stage, index, scenario, meeting) {
  const play = new Play(stage, `${stage.tag}${index}`, meeting);
  let error;
  try {
    await scenario(play);
  } catch (thrown) {
    error = thrown;
  } finally {
    play.close();
  }
  return { name: stage.door.name, lines: normalForm(play.transcript, new RegExp(`-${stage.tag}\\d*\\b`, "g")), error };
}

/** Prints a line, and each difference of two doors. */
function report(number, sentence, results) {
  const [first] = results.filter(({ error }) => error === undefined);
  const isEqual = ({ lines, error }) => error === undefined && lines.join("\n") === first.lines.join("\n");
  const passed = results.filter(isEqual);
  const isGood = passed.length === results.length;
  if (!isGood) failures++;
  print(`${isGood ? "ok" : "FAILED"} ${number} ${sentence}: ${passed.map(({ name }) => name).join(", ") || "none"}`);
  for (const result of results.filter((one) => !isEqual(one))) {
    if (result.error) print(`  ${result.name}: ${where(result.error)}`);
    if (first) difference(first, result);
  }
}

/** The message of an error, and the line of the scenario. */
function where({ message, stack = "" }) {
  const line = /scenarios\/\w+\.js:\d+/.exec(stack)?.[0] ?? stack;
  return `${message.replace(/\n[^]*/, "")} (${line})`;
}

function difference(first, other) {
  const at = other.lines.findIndex((line, index) => line !== first.lines[index]);
  if (at < 0 && other.lines.length === first.lines.length) return;
  const answer = at < 0 ? other.lines.length : at;
  for (const { name, lines } of [first, other]) {
    print(`  answer ${answer + 1} through ${name}:\n    ${lines[answer] ?? "none"}`);
  }
}
