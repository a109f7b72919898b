// gRPC with the client of Node.js.
import http2 from "node:http2";
import { fromBinary, fromJson, toBinary } from "@bufbuild/protobuf";
import { Client, Metadata, credentials } from "@grpc/grpc-js";
import { CONNECT, ClientFrame, FOLLOW, ServerFrame, methodOf, pathOf, registry } from "../contract.js";
import { Failure } from "../failure.js";
import { faultyRequest } from "./faulty.js";
import { StreamDoor } from "./stream.js";

/**
 * @param {import("../server.js").Addresses} addresses
 * @returns {import("./door.js").Door}
 */
export function grpc({ grpcAddress }) {
  const client = new Client(grpcAddress, credentials.createInsecure());
  const unary = (path, bytes, token) =>
    new Promise((resolve, reject) =>
      client.makeUnaryRequest(
        path,
        Buffer.from,
        (answer) => answer,
        bytes,
        metadata(token),
        (error, answer) => (error ? reject(failureOf(error)) : resolve(answer)),
      ),
    );
  return {
    name: "gRPC",
    call: async (method, request, token) =>
      fromBinary(method.output, await unary(pathOf(method), encoded(method.input, request), token)),
    follow: (request, token) => {
      const stream = client.makeServerStreamRequest(
        pathOf(FOLLOW),
        Buffer.from,
        (bytes) => fromBinary(ServerFrame, bytes),
        encoded(FOLLOW.input, request),
        metadata(token),
      );
      return { frames: read(stream), close: () => stream.cancel() };
    },
    send: async (fault, token, room) => {
      const faulty = faultyRequest(fault, room);
      return fromBinary(
        methodOf("SendMessage").output,
        faulty.raw ? await sendRaw(grpcAddress, faulty) : await unary(faulty.path, faulty.bytes, token),
      );
    },
    close: () => client.close(),
  };
}

/**
 * Requests on a stream of gRPC.
 *
 * @param {import("../server.js").Addresses} addresses
 * @returns {import("./door.js").Door}
 */
export function grpcStream(addresses) {
  const unary = grpc(addresses);
  const client = new Client(addresses.grpcAddress, credentials.createInsecure());
  return new StreamDoor("gRPC stream", unary, () => {
    const stream = client.makeBidiStreamRequest(
      pathOf(CONNECT),
      Buffer.from,
      (bytes) => fromBinary(ServerFrame, bytes),
      new Metadata(),
    );
    return {
      frames: read(stream),
      send: (frame) => stream.write(toBinary(ClientFrame, frame)),
      sendFaulty: ({ bytes }) => stream.write(bytes),
      close: () => stream.cancel(),
    };
  });
}

async function* read(stream) {
  try {
    yield* stream;
  } catch (error) {
    throw failureOf(error);
  }
}

const encoded = (type, request) => toBinary(type, fromJson(type, request, { registry }));

function metadata(token) {
  const entries = new Metadata();
  if (token) entries.set("authorization", `Bearer ${token}`);
  return entries;
}

const failureOf = (error) =>
  error.metadata ? Failure.ofBytes(error.code, error.details, error.metadata.get("grpc-status-details-bin")[0]) : error;

/** Sends a request with a fault in its head. */
async function sendRaw(address, { path, verb, format }) {
  const session = http2.connect(`http://${address}`);
  const stream = session.request({ ":method": verb, ":path": path, "content-type": format, te: "trailers" });
  try {
    const headers = await new Promise((resolve, reject) => {
      stream.on("response", resolve).on("error", reject).end();
    });
    const details = headers["grpc-status-details-bin"];
    throw Failure.ofBytes(
      Number(headers["grpc-status"]),
      headers["grpc-message"],
      details && Buffer.from(details, "base64"),
    );
  } finally {
    session.close();
  }
}
