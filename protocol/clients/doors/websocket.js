// The frames of Connect as JSON over a WebSocket.
import assert from "node:assert/strict";
import { fromJsonString, toJsonString } from "@bufbuild/protobuf";
import { WebSocket } from "ws";
import { ClientFrame, ServerFrame, registry } from "../contract.js";
import { Failure } from "../failure.js";
import { Queue } from "../queue.js";
import { json } from "./json.js";
import { StreamDoor } from "./stream.js";

/**
 * @param {import("../server.js").Addresses} addresses
 * @returns {import("./door.js").Door}
 */
export function webSocket(addresses) {
  return new StreamDoor("WebSocket", json(addresses), () => {
    const socket = new WebSocket(`ws://${addresses.webAddress}/v1/connect`);
    const messages = new Queue();
    const opened = new Promise((resolve) => socket.once("open", resolve));
    socket.on("message", (data) => messages.push({ text: String(data) }));
    socket.on("error", (error) => messages.end(error));
    socket.on("close", (code) => {
      messages.push({ code });
      messages.end();
    });
    const send = async (data) => {
      await opened;
      socket.send(data);
    };
    return {
      frames: read(messages),
      send: (frame) => send(toJsonString(ClientFrame, frame, { registry })),
      sendFaulty: (faulty) => send(faulty.json),
      close: () => socket.close(),
    };
  });
}

/** Whether a client may come back, by the reason or the status of the error at the end. */
const CLOSE_CODES = { BODY_TOO_LONG: 1009, INVALID_ARGUMENT: 1008, UNAUTHENTICATED: 1008, UNAVAILABLE: 1001 };

/** The frames up to the close frame, whose code is the one that the documents say. */
async function* read(messages) {
  /** @type {Failure | undefined} */
  let last;
  for await (const { text, code } of messages) {
    if (code !== undefined) {
      if (last) assert.equal(code, CLOSE_CODES[last.reason] ?? CLOSE_CODES[last.status]);
      return;
    }
    const message = /** @type {any} */ (fromJsonString(ServerFrame, text, { registry }));
    const { case: kind, value } = message.frame;
    last =
      kind === "reply" && value.reply.case === "error" && value.id === 0n ? Failure.of(value.reply.value) : undefined;
    yield message;
  }
}
