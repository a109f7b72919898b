// Parses texts that begin with a slash.

/** The commands of the page, besides "/me", which is a message. */
const COMMANDS = ["help", "join", "msg"];

/**
 * @typedef {{ kind: "say", text: string }
 *   | { kind: "run", command: string, argument: string, rest: string }
 *   | { kind: "unknown", word: string }} Typed
 */

/** @returns {Typed} */
export function parseTyped(text) {
  const [whole, word] = /^\/(\S*)\s*/u.exec(text) ?? ["", ""];
  if (word === "") {
    return { kind: "say", text };
  }
  if (word.startsWith("/")) {
    return { kind: "say", text: text.slice(1) };
  }
  const rest = text.slice(whole.length);
  if (word === "me" && rest !== "") {
    return { kind: "say", text };
  }
  if (!COMMANDS.includes(word)) {
    return { kind: "unknown", word };
  }
  const [first, argument] = /^[@#]?(\S*)\s*/u.exec(rest);
  return { kind: "run", command: word, argument, rest: rest.slice(first.length) };
}
