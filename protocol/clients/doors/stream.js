// Doors that send requests on the stream that brings the events.
import { create, fromJson } from "@bufbuild/protobuf";
import { ClientFrame, registry, requestFieldOf } from "../contract.js";
import { Failure } from "../failure.js";
import { Queue } from "../queue.js";
import { faultyFrame } from "./faulty.js";

/**
 * @typedef {import("./door.js").Message} Message
 * @typedef {import("./door.js").Door} Door
 *
 * @typedef {object} Carrier a stream of this transport
 * @property {AsyncIterable<any>} frames of the server; reading throws the Failure that ended it
 * @property {(frame: Message) => void} send
 * @property {(frame: {json: string, bytes: Uint8Array}) => void} sendFaulty
 * @property {() => void} close
 */

/** @implements {Door} */
export class StreamDoor {
  #unary;
  #open;
  /** @type {Map<string, Connection>} by token: the stream that was opened last */
  #latest = new Map();
  #connections = new Set();

  /**
   * @param {string} name
   * @param {Door} unary for calls that streams do not have
   * @param {() => Carrier} open
   */
  constructor(name, unary, open) {
    this.name = name;
    this.#unary = unary;
    this.#open = open;
  }

  async call(method, request, token) {
    const field = requestFieldOf(method);
    if (field === undefined) return this.#unary.call(method, request, token);
    return this.#connection(token).request(field, fromJson(method.input, request, { registry }));
  }

  follow(request, token) {
    return this.#connect(request, token);
  }

  async send(fault, token, room) {
    if (fault === "unknown format" || fault === "wrong method") return this.#unary.send(fault, token, room);
    const connection = this.#connection(token);
    // The server may end the stream behind its answer.
    this.#latest.delete(token);
    return connection.requestFaulty(fault, room);
  }

  close() {
    this.#connections.forEach((connection) => connection.close());
    this.#unary.close();
  }

  #connection(token = "") {
    const latest = this.#latest.get(token);
    return latest && !latest.ended ? latest : this.#connect({}, token);
  }

  #connect(follow, token = "") {
    const connection = new Connection(this.#open(), { token, follow });
    this.#connections.add(connection);
    this.#latest.set(token, connection);
    return connection;
  }
}

/** One stream: its requests by id, and the frames that are no replies. */
class Connection {
  ended = false;
  /** @type {Queue<Message>} */
  frames = new Queue();
  #carrier;
  #lastId = 0;
  /** @type {Map<number, {resolve: (response: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();

  /**
   * @param {Carrier} carrier
   * @param {any} start the first request, as JSON
   */
  constructor(carrier, start) {
    this.#carrier = carrier;
    this.#read();
    const field = ClientFrame.field.start;
    this.request(field, fromJson(field.message, start, { registry })).catch((error) => this.#end(error));
  }

  request(field, value) {
    const id = ++this.#lastId;
    const reply = this.#reply(id);
    this.#carrier.send(create(ClientFrame, { id: BigInt(id), request: { case: field.localName, value } }));
    return reply;
  }

  /** The error of a frame whose id the server could not read has the id 0. */
  requestFaulty(fault, room) {
    const id = ++this.#lastId;
    const reply = Promise.race([this.#reply(id), this.#reply(0)]);
    this.#carrier.sendFaulty(faultyFrame(fault, id, room));
    return reply;
  }

  close() {
    this.ended = true;
    this.#carrier.close();
  }

  #reply(id) {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  async #read() {
    let end;
    try {
      for await (const message of this.#carrier.frames) {
        if (message.frame.case === "reply") {
          const { id, reply } = message.frame.value;
          end = this.#take(Number(id), reply);
        } else {
          this.frames.push(message);
        }
      }
    } catch (error) {
      end = error;
    }
    this.#end(end);
  }

  /** Returns the error if no request waits for it: then it is the reason of the stream's end, which comes next. */
  #take(id, { case: kind, value }) {
    const error = kind === "error" ? Failure.of(value) : undefined;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) {
      waiting.resolve(value);
    } else if (waiting === undefined) {
      return error;
    } else {
      waiting.reject(error);
    }
    return undefined;
  }

  #end(error) {
    this.ended = true;
    this.frames.end(error);
    const reason = error ?? new Error("the stream has ended");
    this.#waiting.forEach(({ reject }) => reject(reason));
    this.#waiting.clear();
  }
}
