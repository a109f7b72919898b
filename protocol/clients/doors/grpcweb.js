// gRPC-Web with the client that gRPC itself publishes. Bodies as text are its only ones with streams.
import { fromBinary, fromJson, toBinary } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import grpcWeb from "grpc-web";
import { XMLHttpRequest } from "xmlhttprequest";
import { FOLLOW, methodOf, pathOf, registry } from "../contract.js";
import { Failure } from "../failure.js";
import { Queue } from "../queue.js";
import { faultyRequest } from "./faulty.js";
import { sendRaw } from "./json.js";

Object.assign(globalThis, { XMLHttpRequest });

/**
 * @param {import("../server.js").Addresses} addresses
 * @returns {import("./door.js").Door}
 */
export function grpcWebText({ webAddress }) {
  const client = new grpcWeb.GrpcWebClientBase({ format: "text" });
  const descriptor = (path, kind, method) =>
    new grpcWeb.MethodDescriptor(
      path,
      kind,
      /** @type {any} */ (Object),
      /** @type {any} */ (Object),
      (request) =>
        request instanceof Uint8Array ? request : toBinary(method.input, fromJson(method.input, request, { registry })),
      (bytes) => fromBinary(method.output, bytes),
    );
  const call = async (path, method, request, token) => {
    try {
      const described = descriptor(path, "unary", method);
      return await client.unaryCall(`http://${webAddress}${path}`, request, metadata(token), described);
    } catch (error) {
      throw failureOf(error);
    }
  };
  return {
    name: "gRPC-Web text",
    call: (method, request, token) => call(pathOf(method), method, request, token),
    follow: (request, token) => {
      const path = pathOf(FOLLOW);
      const described = descriptor(path, "server_streaming", FOLLOW);
      const stream = client.serverStreaming(`http://${webAddress}${path}`, request, metadata(token), described);
      const frames = new Queue();
      stream.on("data", (frame) => frames.push(frame));
      stream.on("error", (error) => frames.end(failureOf(error)));
      stream.on("end", () => frames.end());
      return { frames, close: () => stream.cancel() };
    },
    send: (fault, token, room) => {
      const faulty = faultyRequest(fault, room);
      if (faulty.raw) return sendRaw(webAddress, faulty);
      return call(faulty.path, methodOf("SendMessage"), faulty.bytes, token);
    },
    close: () => {},
  };
}

const metadata = (token) => (token ? { authorization: `Bearer ${token}` } : {});

const failureOf = ({ code, message, metadata: trailers }) => {
  const details = trailers?.["grpc-status-details-bin"];
  return Failure.ofBytes(code, message, details && base64Decode(details));
};
