// The calls of the v1 API, from the descriptors that "check" makes.
import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary, getOption } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** @typedef {import("@bufbuild/protobuf").DescMethod} Method */

/** All protos, also those of Google that say what an error has. */
export const registry = createFileRegistry(
  fromBinary(FileDescriptorSetSchema, readFileSync(new URL("../target/clients.binpb", import.meta.url))),
);

/** @type {Map<string, Method>} by name, which no two services share */
const methods = new Map();
for (const type of registry) {
  if (type.kind === "service" && type.typeName.startsWith("gochat.v1.")) {
    for (const method of type.methods) {
      methods.set(method.name, method);
    }
  }
}

/** @param {string} name such as "SendMessage" */
export function methodOf(name) {
  const method = methods.get(name);
  if (method === undefined) throw new Error(`the protos have no call ${name}`);
  return method;
}

/** @param {Method} method */
export const pathOf = (method) => `/${method.parent.typeName}/${method.name}`;

export const FOLLOW = methodOf("Follow");
export const CONNECT = methodOf("Connect");
export const ClientFrame = CONNECT.input;
export const ServerFrame = CONNECT.output;

/**
 * The field of a frame that carries the request of a call, undefined if streams do not have the call.
 *
 * @param {Method} method
 */
export const requestFieldOf = (method) => ClientFrame.fields.find((field) => field.message === method.input);

const http = registry.getExtension("google.api.http");

/**
 * The verb and path of a call over HTTP.
 *
 * @param {Method} method
 * @returns {{verb: string, path: string, body: boolean}}
 */
export function routeOf(method) {
  const { pattern, body } = /** @type {any} */ (getOption(method, http));
  return { verb: pattern.case.toUpperCase(), path: pattern.value, body: body === "*" };
}
