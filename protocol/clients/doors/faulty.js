// Sends with a fault that no client would make by itself.
import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { ClientFrame, methodOf, pathOf } from "../contract.js";
import { TOO_LONG } from "./door.js";

const SEND = methodOf("SendMessage");

/**
 * @typedef {import("./door.js").Fault} Fault
 *
 * @typedef {object} Faulty
 * @property {string} path of gRPC
 * @property {boolean} raw whether the fault is in the head of the request, which no client lets its user choose
 * @property {string} verb of HTTP, for a raw request
 * @property {string} format of the body, for a raw request
 * @property {string} json
 * @property {Uint8Array} bytes
 */

/**
 * The request of a unary call.
 *
 * @param {Fault} fault
 * @param {string} room
 * @returns {Faulty}
 */
export function faultyRequest(fault, room) {
  const request = { room, text: fault === "too long" ? TOO_LONG : "hi" };
  const content = { case: "text", value: request.text };
  const bytes = toBinary(SEND.input, create(SEND.input, { room, content }));
  return {
    path: fault === "unknown call" ? `/${SEND.parent.typeName}/Vanish` : pathOf(SEND),
    raw: fault === "wrong method" || fault === "unknown format",
    verb: fault === "wrong method" ? "DELETE" : "POST",
    format: "application/xml",
    json: faultyJson(fault, request),
    bytes: faultyBytes(fault, bytes),
  };
}

/**
 * The frame of a stream.
 *
 * @param {Fault} fault
 * @param {number} id
 * @param {string} room
 * @returns {{json: string, bytes: Uint8Array}}
 */
export function faultyFrame(fault, id, room) {
  if (fault === "unknown call") {
    const bytes = toBinary(ClientFrame, create(ClientFrame, { id: BigInt(id) }));
    return { json: JSON.stringify({ id, vanish: {} }), bytes: withUnknownField(bytes) };
  }
  const request = { room, text: fault === "too long" ? TOO_LONG : "hi" };
  const content = { case: "text", value: request.text };
  const value = create(SEND.input, { room, content });
  const bytes = toBinary(ClientFrame, create(ClientFrame, { id: BigInt(id), request: { case: "sendMessage", value } }));
  return { json: faultyJson(fault, { id, sendMessage: request }), bytes: faultyBytes(fault, bytes) };
}

function faultyJson(fault, request) {
  const json = JSON.stringify(fault === "unknown field" ? { ...request, surprise: 1 } : request);
  return fault === "not decodable" ? json.slice(0, -3) : json;
}

function faultyBytes(fault, bytes) {
  if (fault === "unknown field") return withUnknownField(bytes);
  return fault === "not decodable" ? bytes.slice(0, -1) : bytes;
}

const withUnknownField = (bytes) =>
  Uint8Array.from([
    ...bytes,
    ...new BinaryWriter().tag(1000, WireType.LengthDelimited).bytes(new Uint8Array()).finish(),
  ]);
