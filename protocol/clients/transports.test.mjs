// Plays clients that nobody here wrote against a running server: each transport of docs/api.md that npm has a client
// for signs in, sends, is refused, follows, and ends. Run by "check".
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { createFileRegistry, create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { BinaryReader, base64Decode } from "@bufbuild/protobuf/wire";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import * as node from "@connectrpc/connect-node";
import * as web from "@connectrpc/connect-web";
import grpcWeb from "grpc-web";
import { XMLHttpRequest } from "xmlhttprequest";

const [baseUrl, descriptors] = [process.env.GOCHAT_WEB, process.env.GOCHAT_DESCRIPTORS];
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const service = (name) => registry.getService(`gochat.v1.${name}`);

/** The reason in the google.rpc.ErrorInfo among the details of an error. */
function reason(details) {
  const [info] = details.filter(({ type }) => type === "google.rpc.ErrorInfo");
  const reader = new BinaryReader(info.value);
  // Its first field.
  reader.tag();
  return reader.string();
}

/** The clients of Connect and of its gRPC-Web. */
function connect(transport) {
  return {
    call: (name, method, request, token) => createClient(service(name), transport)[method](request, options(token)),
    follow: (request, token) => {
      const stop = new AbortController();
      const frames = createClient(service("StreamService"), transport).follow(request, {
        ...options(token),
        signal: stop.signal,
      });
      return { frames, stop: () => stop.abort() };
    },
    failure: (thrown) => {
      const error = ConnectError.from(thrown);
      return { code: Code[error.code], reason: reason(error.details) };
    },
  };
}

const options = (token) => (token ? { headers: { authorization: `Bearer ${token}` } } : {});

/** The client that gRPC-Web itself publishes. Bodies as text are its only ones with streams. */
function official() {
  globalThis.XMLHttpRequest = XMLHttpRequest;
  const client = new grpcWeb.GrpcWebClientBase({ format: "text" });
  const descriptor = (method, type) =>
    new grpcWeb.MethodDescriptor(
      `/${method.parent.typeName}/${method.name}`,
      type,
      Object,
      Object,
      (request) => toBinary(method.input, create(method.input, request)),
      (bytes) => fromBinary(method.output, bytes),
    );
  const metadata = (token) => (token ? { authorization: `Bearer ${token}` } : {});
  return {
    call: (name, method, request, token) => {
      const called = descriptor(service(name).method[method], "unary");
      return client.unaryCall(baseUrl + called.name, request, metadata(token), called);
    },
    follow: (request, token) => {
      const called = descriptor(service("StreamService").method.follow, "server_streaming");
      const stream = client.serverStreaming(baseUrl + called.name, request, metadata(token), called);
      const queue = [];
      let wake = () => {};
      const add = (entry) => {
        queue.push(entry);
        wake();
      };
      stream.on("data", (frame) => add({ frame }));
      stream.on("error", (error) => add({ error }));
      stream.on("end", () => add({ end: true }));
      const frames = (async function* () {
        for (;;) {
          while (queue.length === 0) {
            await new Promise((resolve) => (wake = resolve));
          }
          const { frame, error, end } = queue.shift();
          if (error) throw error;
          if (end) return;
          yield frame;
        }
      })();
      return { frames, stop: () => stream.cancel() };
    },
    failure: ({ code, metadata }) => {
      const bytes = base64Decode(metadata["grpc-status-details-bin"]);
      const { details } = fromBinary(registry.getMessage("google.rpc.Status"), bytes);
      return {
        code: Code[code],
        reason: reason(details.map(({ typeUrl, value }) => ({ type: typeUrl.replace(/^.*\//, ""), value }))),
      };
    },
  };
}

const gzip = { sendCompression: node.compressionGzip, compressMinBytes: 0 };
const clients = {
  "connect-web, JSON": connect(web.createConnectTransport({ baseUrl })),
  "connect-web, protobuf": connect(web.createConnectTransport({ baseUrl, useBinaryFormat: true })),
  "connect-web, gRPC-Web, protobuf": connect(web.createGrpcWebTransport({ baseUrl })),
  "connect-web, gRPC-Web, JSON": connect(web.createGrpcWebTransport({ baseUrl, useBinaryFormat: false })),
};
for (const httpVersion of ["1.1", "2"]) {
  for (const useBinaryFormat of [true, false]) {
    const kind = `HTTP/${httpVersion}, ${useBinaryFormat ? "protobuf" : "JSON"}`;
    const of = { baseUrl, httpVersion, useBinaryFormat };
    clients[`connect-node, ${kind}`] = connect(node.createConnectTransport(of));
    clients[`connect-node, ${kind}, gzip`] = connect(node.createConnectTransport({ ...of, ...gzip }));
    clients[`connect-node, gRPC-Web, ${kind}`] = connect(node.createGrpcWebTransport(of));
    clients[`connect-node, gRPC-Web, ${kind}, gzip`] = connect(node.createGrpcWebTransport({ ...of, ...gzip }));
  }
}
clients["grpc-web"] = official();

let guests = 0;

/** A request to send to the lobby. */
const message = (text) => ({ room: "lobby", content: { case: "text", value: text } });

/** Signs in a new guest. */
async function signIn(client) {
  const { outcome } = await client.call("AccountService", "signInAsGuest", { name: `guest-${process.pid}-${++guests}` });
  assert.equal(outcome.case, "signedIn");
  return outcome.value.token;
}

/** The failure of a promise or of a stream. */
async function failure(client, awaited) {
  try {
    await awaited;
  } catch (thrown) {
    return client.failure(thrown);
  }
  assert.fail("it did not fail");
}

for (const [name, client] of Object.entries(clients)) {
  describe(name, () => {
    test("a guest signs in, and sends a text of any script", async () => {
      const token = await signIn(client);
      const text = "晚上见？ \u{1f44b} %\r\n".repeat(2000);
      const sent = await client.call("MessageService", "sendMessage", message(text), token);
      assert.equal(sent.outcome.case, "sent");
      const page = await client.call("MessageService", "listHistory", { room: "lobby", pageSize: 1 }, token);
      assert.match(JSON.stringify(page, (_, value) => (typeof value === "bigint" ? `${value}` : value)), /晚上见/);
    });

    test("a refusal is an answer, and an error has a code and a reason", async () => {
      const token = await signIn(client);
      const refused = await client.call("RoomService", "createRoom", { name: "a-room", kind: 2 }, token);
      assert.equal(refused.outcome.case, "refusal");
      assert.deepEqual(await failure(client, client.call("RoomService", "listRooms", {})), {
        code: "Unauthenticated",
        reason: "TOKEN_MISSING",
      });
      assert.deepEqual(await failure(client, client.call("RoomService", "getRoom", { room: "#nowhere" }, token)), {
        code: "NotFound",
        reason: "ROOM_NOT_FOUND",
      });
    });

    test("a body that is too long is refused", async () => {
      const token = await signIn(client);
      const send = client.call("MessageService", "sendMessage", message("x".repeat(600_000)), token);
      assert.match((await failure(client, send)).reason, /^BODY_TOO_LONG$/);
    });

    test("a stream brings events, and ends with its session", async () => {
      const token = await signIn(client);
      const { frames } = client.follow({}, token);
      const kinds = [];
      const ended = (async () => {
        for await (const { frame } of frames) {
          kinds.push(frame.case);
          if (frame.case === "caughtUp") {
            await client.call("MessageService", "sendMessage", message("live"), token);
          } else if (frame.case === "event") {
            await client.call("AccountService", "signOut", {}, token);
          }
        }
      })();
      assert.deepEqual(await failure(client, ended), { code: "Unauthenticated", reason: "TOKEN_REFUSED" });
      assert.deepEqual(kinds, ["roomFollowed", "roomCaughtUp", "caughtUp", "event"]);
    });

    test("a stream that is not admitted has the reason", async () => {
      const { frames } = client.follow({}, "gct_unknown");
      const refused = (async () => {
        for await (const frame of frames) assert.fail(frame);
      })();
      assert.deepEqual(await failure(client, refused), { code: "Unauthenticated", reason: "TOKEN_REFUSED" });
    });

    test("a client that stops reading has left", async () => {
      const token = await signIn(client);
      const { frames, stop } = client.follow({}, token);
      for await (const { frame } of frames) {
        if (frame.case === "roomFollowed") break;
      }
      stop();
      await client.call("AccountService", "signOut", {}, token);
    });
  });
}
