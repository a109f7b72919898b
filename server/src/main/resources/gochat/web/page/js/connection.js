// One attempt to talk: one WebSocket, from "start" to its end. After `ended` nothing more is told.

/** The id of the frame that starts the stream; requests have others. */
const START_ID = 1;
export const FIRST_REQUEST_ID = 2;

const CONNECT_MS = 10_000;
/** Servers say something every 20 s. */
const SILENCE_MAX_MS = 45_000;
const WATCH_MS = 5_000;
/** Codes of RFC 6455; with the other one the server says that it will not have it, whatever the connection. */
const NORMAL = 1000;
const POLICY_VIOLATION = 1008;

export class Connection {
  #socket;
  #listener;
  #timer;
  #heardMs = Date.now();
  #isOver = false;
  isStarted = false;

  /**
   * @param follow what the stream is to bring
   * @param listener started(response), reply(reply), frame(frame), ended({ isRefused, sentence })
   */
  constructor(token, follow, listener) {
    this.#listener = listener;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.#socket = new WebSocket(`${scheme}//${location.host}/v1/connect`);
    this.#socket.onopen = () => this.send(JSON.stringify({ id: START_ID, start: { token, follow } }));
    this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.#socket.onclose = ({ code, reason }) => this.#end({ isRefused: code === POLICY_VIOLATION, sentence: reason });
    this.#timer = setTimeout(() => this.abandon("no answer"), CONNECT_MS);
  }

  send(text) {
    this.#socket.send(text);
  }

  /** The machine may have slept, or is on another network: what was silent for long is not waited for. */
  check() {
    if (this.isStarted && Date.now() - this.#heardMs >= SILENCE_MAX_MS) {
      this.abandon("nothing came for too long");
    }
  }

  /** Ends it at once. */
  abandon(sentence) {
    this.#end({ isRefused: false, sentence });
  }

  #take(frame) {
    if (this.#isOver) {
      return;
    }
    this.#heardMs = Date.now();
    if (!frame.reply) {
      this.#listener.frame(frame);
    } else if (Number(frame.reply.id ?? 0) !== START_ID) {
      this.#listener.reply(frame.reply);
    } else if (frame.reply.error) {
      this.#end({ isRefused: true, sentence: frame.reply.error.message });
    } else if (!this.isStarted) {
      this.isStarted = true;
      clearTimeout(this.#timer);
      this.#timer = setInterval(() => this.check(), WATCH_MS);
      this.#listener.started(frame.reply.start);
    }
  }

  #end(reason) {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearInterval(this.#timer);
    this.#socket.close(NORMAL, "done with it");
    this.#listener.ended(reason);
  }
}
