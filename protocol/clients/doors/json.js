// JSON over HTTP with fetch, and streams as server-sent events.
import assert from "node:assert/strict";
import { fromJson, fromJsonString, toJson } from "@bufbuild/protobuf";
import { EventSource } from "eventsource";
import { JSON_FORM } from "../answers.js";
import { ServerFrame, methodOf, registry, routeOf } from "../contract.js";
import { Failure, Status } from "../failure.js";
import { Queue } from "../queue.js";
import { checkHttpStatus } from "../reasons.js";
import { faultyRequest } from "./faulty.js";

/**
 * @param {import("../server.js").Addresses} addresses
 * @returns {import("./door.js").Door}
 */
export function json({ webAddress }) {
  const origin = `http://${webAddress}`;
  const open = new Set();
  return {
    name: "JSON and server-sent events",
    strict: true,
    call: (method, request, token) => {
      const { verb, path, body } = routeOf(method);
      const rest = { ...request };
      const filled = path.replace(/{(\w+)}/g, (_, name) => {
        const field = method.input.fields.find((candidate) => candidate.name === name).jsonName;
        const value = rest[field] ?? "";
        delete rest[field];
        return encodeURIComponent(value);
      });
      const url = new URL(filled, origin);
      if (!body) appendAll(url.searchParams, rest);
      return ask(method.output, url, {
        method: verb,
        headers: { ...authorization(token), ...(body && { "content-type": "application/json" }) },
        body: body ? JSON.stringify(rest) : undefined,
      });
    },
    follow: (request, token) => {
      const url = new URL("/v1/events", origin);
      const { cursors = [], ...rest } = request;
      appendAll(url.searchParams, {
        ...rest,
        cursors: cursors.map(({ room, epoch = 0, seq = 0 }) => `${room}:${epoch}:${seq}`),
      });
      const messages = new Queue();
      const source = new EventSource(url, {
        fetch: async (input, init) => {
          const response = await fetch(input, { ...init, headers: { ...init.headers, ...authorization(token) } });
          // The client itself only says that there was an error.
          if (response.status !== 200) messages.end(await failureIn(response));
          return response;
        },
      });
      open.add(source);
      source.onmessage = (message) => messages.push(message);
      // It would connect again.
      source.onerror = () => {
        source.close();
        messages.end();
      };
      return { frames: read(messages), close: () => source.close() };
    },
    send: (fault, token, room) => {
      const faulty = faultyRequest(fault, room);
      const path = fault === "unknown call" ? "/v1/vanish" : `/v1/rooms/${encodeURIComponent(room)}/messages`;
      if (faulty.raw) return sendRaw(webAddress, { ...faulty, path });
      return ask(methodOf("SendMessage").output, origin + path, {
        method: "POST",
        headers: { ...authorization(token), "content-type": "application/json" },
        body: faulty.json,
      });
    },
    close: () => open.forEach((source) => source.close()),
  };
}

/** Over HTTP an error also names its status. */
const failureOf = (answer) => Failure.of(fromJson(Status, answer, { registry, ignoreUnknownFields: true }));

async function ask(output, url, init) {
  const response = await fetch(url, init);
  const answer = await checked(response);
  if (answer.code) throw failureOf(answer);
  const message = fromJson(output, answer, { registry });
  // Fields with their default values are there, too.
  assert.deepEqual(names(answer), names(toJson(output, message, JSON_FORM)));
  return message;
}

/** An object without its values. */
function names(value) {
  if (Array.isArray(value)) return value.map(names);
  if (value === null || typeof value !== "object") return undefined;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, names(inner)]));
}

const failureIn = async (response) => failureOf(await checked(response));

/** The body of a response, whose status is the one that the documents say. */
async function checked(response) {
  const answer = await response.json();
  checkHttpStatus(response, answer);
  return answer;
}

/** The frames of a stream; its last one may be an error. */
async function* read(messages) {
  for await (const { data, lastEventId } of messages) {
    const message = /** @type {any} */ (fromJsonString(ServerFrame, data, { registry }));
    const { case: kind, value } = message.frame;
    if (kind === "reply") throw Failure.of(value.reply.value);
    // What a browser would repeat is the cursor.
    if (kind === "event") assert.equal(lastEventId, `${value.roomId}:${value.epoch}:${value.seq}`);
    yield message;
  }
}

/**
 * Sends a request with a fault in its head. The port can't know the door then, so the answer is JSON.
 *
 * @param {string} webAddress
 * @param {import("./faulty.js").Faulty} faulty
 */
export const sendRaw = (webAddress, { path, verb, format, json: body }) =>
  ask(methodOf("SendMessage").output, `http://${webAddress}${path}`, {
    method: verb,
    headers: { "content-type": format },
    body,
  });

const authorization = (token) => (token ? { authorization: `Bearer ${token}` } : {});

/** A list is a parameter that is repeated. */
function appendAll(parameters, request) {
  for (const [name, value] of Object.entries(request)) {
    for (const one of [value].flat()) parameters.append(name, String(one));
  }
}
