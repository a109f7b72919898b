// The frames of one stream, those of one room.
import assert from "node:assert/strict";
import { toJson } from "@bufbuild/protobuf";
import { JSON_FORM, errorOf, inTime } from "./answers.js";
import { ServerFrame } from "./contract.js";

/** Frames that come at their own times. */
const UNASKED = new Set(["heartbeat", "presence", "typing"]);

export class Frames {
  #play;
  #stream;
  #iterator;
  #room;

  /**
   * @param {import("./play.js").Play} play
   * @param {import("./doors/door.js").Stream} stream
   * @param {string} room whose frames are noted; those of other rooms are passed over
   */
  constructor(play, stream, room) {
    this.#play = play;
    this.#stream = stream;
    this.#iterator = stream.frames[Symbol.asyncIterator]();
    this.#room = room;
  }

  /**
   * Reads and notes frames up to the first one of a kind that has the property.
   *
   * @param {string} kind such as "event"
   * @param {(frame: any) => boolean} [isIt]
   * @returns {Promise<any[]>} these frames, as JSON
   */
  async until(kind, isIt = () => true) {
    const read = await this.untilQuietly(kind, isIt);
    for (const [name, frame] of read.flatMap(Object.entries)) {
      this.#play.transcript.push({ what: `frame ${name}`, value: frame });
    }
    return read;
  }

  /** The same for frames that other doors need not get, such as entries with the positions between theirs. */
  async untilQuietly(kind, isIt = () => true) {
    const read = [];
    for (;;) {
      const { value, done } = await inTime(`a frame ${kind}`, this.#iterator.next());
      if (done) throw new Error(`the stream ended before a frame ${kind}`);
      const [name, frame] = Object.entries(toJson(ServerFrame, value, JSON_FORM))[0];
      const isAsked = name === kind && isIt(frame);
      if (isAsked || (!UNASKED.has(name) && this.#isOfRoom(frame))) read.push({ [name]: frame });
      if (isAsked) return read;
    }
  }

  /** Reads up to the event with this text. */
  async untilText(text) {
    return this.until("event", (event) => event.messagePosted?.text === text);
  }

  /**
   * Waits until the stream ends, and notes its error.
   *
   * @param {string} expected the reason of the error
   */
  async end(expected) {
    const error = await inTime("the end of the stream", this.#readAll());
    // A cursor in a URL has no fields of its own.
    const fields = error.fields?.map((field) => field.replace(/\[.*/, ""));
    const sentence = fields?.length ? undefined : error.sentence;
    this.#play.transcript.push({ what: "the end of the stream", ...error, fields, sentence });
    assert.equal(error.reason, expected, `the stream ended with ${JSON.stringify(error)}`);
  }

  close() {
    // A client may fail for an error that nobody has read.
    this.#iterator.next().catch(() => {});
    this.#stream.close();
  }

  async #readAll() {
    try {
      while (!(await this.#iterator.next()).done);
      return { outcome: "end" };
    } catch (error) {
      return errorOf(error);
    }
  }

  #isOfRoom(frame) {
    const room = frame.roomId ?? frame.room?.roomId;
    return room === undefined || room === this.#room || frame.reason === "UNFOLLOW_REASON_NOT_FOUND";
  }
}
