// Connect and gRPC-Web with the clients of connectrpc.com, for browsers and for Node.js.
import { create, fromBinary, fromJson } from "@bufbuild/protobuf";
import { ConnectError, createClient } from "@connectrpc/connect";
import * as node from "@connectrpc/connect-node";
import * as web from "@connectrpc/connect-web";
import { FOLLOW, methodOf, registry } from "../contract.js";
import { Failure } from "../failure.js";
import { faultyRequest } from "./faulty.js";
import { sendRaw } from "./json.js";

/**
 * @typedef {import("../server.js").Addresses} Addresses
 * @typedef {import("./door.js").Door} Door
 * @typedef {(useBinaryFormat: boolean, baseUrl: string, fetch?: typeof globalThis.fetch) => import("@connectrpc/connect").Transport} Transports
 */

/** @type {Transports} */
const connect = (useBinaryFormat, baseUrl, fetch) => web.createConnectTransport({ baseUrl, useBinaryFormat, fetch });

/** @type {Transports} */
const grpcWeb = (useBinaryFormat, baseUrl, fetch) => web.createGrpcWebTransport({ baseUrl, useBinaryFormat, fetch });

const HTTP2_GZIP = /** @type {const} */ ({
  httpVersion: "2",
  sendCompression: node.compressionGzip,
  compressMinBytes: 0,
});

/** @type {((addresses: Addresses) => Door)[]} */
export const connectDoors = [
  door("Connect Protobuf", true, connect),
  door("Connect JSON", false, connect),
  door("Connect HTTP/2 gzip", true, connect, (useBinaryFormat, baseUrl) =>
    node.createConnectTransport({ baseUrl, useBinaryFormat, ...HTTP2_GZIP }),
  ),
  door("gRPC-Web Protobuf", true, grpcWeb),
  door("gRPC-Web JSON", false, grpcWeb),
  door("gRPC-Web HTTP/2 gzip", true, grpcWeb, (useBinaryFormat, baseUrl) =>
    node.createGrpcWebTransport({ baseUrl, useBinaryFormat, ...HTTP2_GZIP }),
  ),
];

/**
 * @param {string} name
 * @param {boolean} useBinaryFormat
 * @param {Transports} transports of browsers, whose requests can be changed
 * @param {Transports} ordinary for all requests without a fault
 * @returns {(addresses: Addresses) => Door}
 */
function door(name, useBinaryFormat, transports, ordinary = transports) {
  return ({ webAddress }) => {
    const baseUrl = `http://${webAddress}`;
    const transport = ordinary(useBinaryFormat, baseUrl);
    return {
      name,
      strict: !useBinaryFormat,
      call: (method, request, token) => call(transport, method, request, token),
      follow: (request, token) => {
        const stop = new AbortController();
        const client = /** @type {any} */ (createClient(FOLLOW.parent, transport));
        const frames = client.follow(fromJson(FOLLOW.input, request, { registry }), {
          ...options(token),
          signal: stop.signal,
        });
        return { frames: read(frames), close: () => stop.abort() };
      },
      send: (fault, token, room) => {
        const faulty = faultyRequest(fault, room);
        if (faulty.raw) return sendRaw(webAddress, faulty);
        const bytes = useBinaryFormat ? faulty.bytes : new TextEncoder().encode(faulty.json);
        const body = transports === grpcWeb ? envelope(bytes) : bytes;
        const changed = transports(useBinaryFormat, baseUrl, (_, init) =>
          fetch(baseUrl + faulty.path, { ...init, body }),
        );
        return call(changed, methodOf("SendMessage"), {}, token);
      },
      close: () => {},
    };
  };
}

async function call(transport, method, request, token) {
  const client = /** @type {any} */ (createClient(method.parent, transport));
  try {
    return await client[method.localName](fromJson(method.input, request, { registry }), options(token));
  } catch (error) {
    throw failureOf(error);
  }
}

async function* read(frames) {
  try {
    yield* frames;
  } catch (error) {
    throw failureOf(error);
  }
}

const options = (token) => (token ? { headers: { authorization: `Bearer ${token}` } } : {});

function failureOf(thrown) {
  const { code, rawMessage, details } = ConnectError.from(thrown);
  return new Failure(
    code,
    rawMessage,
    details.map((detail) =>
      "type" in detail
        ? fromBinary(registry.getMessage(detail.type), detail.value)
        : create(detail.desc, /** @type {any} */ (detail.value)),
    ),
  );
}

/** A message in the framing of gRPC. */
function envelope(bytes) {
  const framed = new Uint8Array(5 + bytes.length);
  new DataView(framed.buffer).setUint32(1, bytes.length);
  framed.set(bytes, 5);
  return framed;
}
