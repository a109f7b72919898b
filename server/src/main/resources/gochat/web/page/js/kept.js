// What outlives the page: who is signed in, and for each user drafts, messages that are not sent yet and private messages that no server keeps.
// Bounded, and best effort: where a browser keeps nothing, the page works all the same.

const SESSION = "gochat.session";
const ITEM_CHARS_MAX = 512 * 1024;

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key, value) {
  try {
    const text = JSON.stringify(value);
    if (text.length <= ITEM_CHARS_MAX) {
      localStorage.setItem(key, text);
    }
  } catch {
    // Full, or forbidden.
  }
}

/** { token, user }, or null. */
export const loadSession = () => read(SESSION, null);
export const saveSession = (session) => write(SESSION, session);

export function forgetSession() {
  try {
    localStorage.removeItem(SESSION);
  } catch {
    // Then it was never kept.
  }
}

/** A value of one user's, of one kind. */
export class Kept {
  #key;

  constructor(kind, userId) {
    this.#key = `gochat.${kind}.${userId}`;
  }

  load(otherwise) {
    return read(this.#key, otherwise);
  }

  save(value) {
    write(this.#key, value);
  }
}
