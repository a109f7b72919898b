// One scenario at one door: its users, what they ask, and everything that the server answers.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { answerOf, errorOf, inTime } from "./answers.js";
import { methodOf } from "./contract.js";
import { Frames } from "./frames.js";

/**
 * @typedef {import("./answers.js").Answer} Answer
 *
 * @typedef {object} Stage what all plays at one door share
 * @property {import("./doors/door.js").Door} door
 * @property {string} tag tells its names from those of other doors
 * @property {Map<string, any>} members the accounts that it has
 * @property {any} root the session of the administrator, whom all doors share
 */

export class Play {
  /** @type {object[]} the requests and answers, in their order */
  transcript = [];
  #stage;
  #meeting;
  #frames = [];

  /**
   * @param {Stage} stage
   * @param {string} tag tells the names of this play from those of others
   * @param {import("./meeting.js").Meeting} meeting
   */
  constructor(stage, tag, meeting) {
    this.#stage = stage;
    this.tag = tag;
    this.#meeting = meeting;
  }

  get door() {
    return this.#stage.door;
  }

  /** The name of a user or a room that no other play has. */
  name(name) {
    return `${name}-${this.tag}`;
  }

  /**
   * A new account.
   *
   * @returns {Promise<User>}
   */
  async account(name, more = {}) {
    const { value } = await this.call("Register", { name: this.name(name), password: PASSWORD, ...more });
    return new User(this, value);
  }

  /**
   * The account of this name that all plays at the door share, for those that need no new one: the server takes its
   * time over each password.
   *
   * @returns {Promise<User>}
   */
  async member(name) {
    const { members, tag } = this.#stage;
    if (!members.has(name)) {
      const request = { name: `${name}-${tag}`, password: PASSWORD };
      members.set(name, (await this.askQuietly("Register", request, "")).value);
    }
    return new User(this, members.get(name));
  }

  administrator() {
    return new User(this, this.#stage.root);
  }

  /** @returns {Promise<User>} */
  async guest(name) {
    const { value } = await this.call("SignInAsGuest", { name: this.name(name) });
    return new User(this, value);
  }

  /**
   * The account with one more session.
   *
   * @param {User} account
   * @param {string} label
   */
  async signIn({ name }, label) {
    const { value } = await this.call("SignIn", { name, password: PASSWORD, label });
    return new User(this, value);
  }

  /** A call without a token. */
  call(method, request, expected = "") {
    return this.ask(method, request, expected, undefined);
  }

  /**
   * Makes a call, and notes its answer.
   *
   * @param {string} method
   * @param {object} request as JSON
   * @param {string} expected the reason of the refusal or the error; "" for success
   * @param {string | undefined} token
   * @returns {Promise<Answer>}
   */
  ask(method, request, expected, token) {
    return this.#note(method, expected, this.door.call(methodOf(method), request, token));
  }

  /** Makes a call whose answer other doors need not get in the same order. */
  async askQuietly(method, request, token) {
    return inTime(method, this.door.call(methodOf(method), request, token).then(answerOf));
  }

  /**
   * Sends a message with a fault.
   *
   * @param {import("./doors/door.js").Fault} fault
   * @param {string} expected as in ask
   */
  async send(fault, expected, { token }, room) {
    const answer = await inTime(fault, this.door.send(fault, token, room).then(answerOf, errorOf));
    assert.equal(answer.reason ?? "", expected, `${fault} is answered with ${JSON.stringify(answer)}`);
    // Doors differ by intent in unknown fields, and in sentences about their format.
    const { outcome, reason, status } = answer;
    if (fault !== "unknown field") this.transcript.push({ what: fault, outcome, reason, status });
  }

  async #note(what, expected, answering) {
    const answer = await inTime(what, answering.then(answerOf, errorOf));
    this.transcript.push({ what, ...answer });
    const reason = answer.reason ?? "";
    assert.equal(reason, expected, `${what} is answered with ${JSON.stringify(answer)}`);
    return answer;
  }

  follow(request, token, filter) {
    const frames = new Frames(this, this.door.follow(request, token), filter);
    this.#frames.push(frames);
    return frames;
  }

  /** Restarts the server when all doors have come here. */
  restart() {
    return this.#meeting.arrive("restart");
  }

  /** Gives the server the data of the last restart when all doors have come here. */
  restore() {
    return this.#meeting.arrive("restore");
  }

  close() {
    this.#frames.forEach((frames) => frames.close());
    this.#meeting.leave();
  }
}

export const PASSWORD = "correct horse";

/** Somebody with a token. */
export class User {
  /**
   * @param {Play} play
   * @param {any} signedIn
   */
  constructor(play, { token, user, sessionId }) {
    this.play = play;
    this.name = user.name;
    this.token = token;
    this.id = user.id;
    this.sessionId = sessionId;
  }

  /** As Play.ask. */
  call(method, request = {}, expected = "") {
    return this.play.ask(method, request, expected, this.token);
  }

  /** As Play.askQuietly. */
  askQuietly(method, request) {
    return this.play.askQuietly(method, request, this.token);
  }

  /** Creates a room and returns its id. */
  async room(name, kind = "PUBLIC", topic = "") {
    const request = { name: this.play.name(name), kind: `ROOM_KIND_${kind}`, topic };
    return (await this.call("CreateRoom", request)).value.roomId;
  }

  /** Sends a message and returns its seq. */
  async say(room, text, more = {}) {
    return (await this.call("SendMessage", { room, text, clientMessageId: randomUUID(), ...more })).value.seq;
  }

  /**
   * Follows, and notes the frames of one room.
   *
   * @param {object} request
   * @param {string} room
   */
  follow(request = {}, room = "") {
    return this.play.follow(request, this.token, room);
  }
}
