// What outlives the page: who is signed in, and for each user drafts, messages that are not sent yet and private
// messages that no server keeps. Bounded, and best effort: where a browser keeps nothing, the page works all the same.

const SESSION = "gochat.session";
const DEVICE = "gochat.device";
const ITEM_CHARS_MAX = 256 * 1024;

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

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then it was never kept.
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** { token, user }, or null. */
export function loadSession() {
  const session = read(SESSION, null);
  return session?.token ? session : null;
}

export const saveSession = (session) => write(SESSION, session);

/**
 * Forgets who is signed in, unless that is somebody else by now.
 *
 * @param isSignedOut whether the user wanted it: then the browser's other pages keep nothing of theirs either
 */
export function forgetSession(token, isSignedOut) {
  const session = loadSession();
  if (session ? session.token !== token : !isSignedOut) {
    return;
  }
  if (isSignedOut) {
    write(SESSION, { isSignedOut });
  } else {
    remove(SESSION);
  }
}

/** By what the server knows this browser again that was signed in before: so the guesses of others do not delay it. */
export const loadDevice = () => read(DEVICE, "");

/** It stays when the user signs out: it signs nobody in, and names nobody. */
export const saveDevice = (deviceToken) => deviceToken && write(DEVICE, deviceToken);

/** @param changed told who is signed in, or null, and whether it was wanted, when another page of the browser says so */
export function watchSession(changed) {
  addEventListener("storage", ({ key }) => {
    if (key === SESSION || key === null) {
      changed(loadSession(), read(SESSION, null)?.isSignedOut ?? false);
    }
  });
}

/**
 * Values of one user's, of one kind, each under an id of its own: other pages of the browser keep theirs beside them.
 */
export class UserStorage {
  #prefix;

  constructor(kind, userId) {
    this.#prefix = `gochat.${userId}.${kind}.`;
  }

  /** All values, by their ids. */
  all() {
    return keys(this.#prefix)
      .sort()
      .map((key) => read(key, null))
      .filter((value) => value !== null);
  }

  get(id, otherwise) {
    return read(this.#prefix + id, otherwise);
  }

  set(id, value) {
    write(this.#prefix + id, value);
  }

  delete(id) {
    remove(this.#prefix + id);
  }
}

/** Nothing of a user's is left in this browser. */
export function forgetUser(userId) {
  keys(`gochat.${userId}.`).forEach(remove);
}
