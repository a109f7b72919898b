// The rows of a message list: the entries of a timeline, then the unsent messages. A row depends on the one before.

import { quotedSeq } from "../state/entries.js";
import { dayText, isSameDay } from "../texts/i18n.js";

/** Messages of one author within this time are grouped. */
const TOGETHER_MS = 5 * 60_000;
/** The interval of the check for a new day. */
const CHECK_MS = 20_000;

/**
 * @param entries of a timeline
 * @param {{ newFromSeq: number, pins: number[], quoted: (seq: number) => any, isFolded: (message: any) => boolean }} about
 *   the position of the first new message, 0 for none; the positions of the pinned messages; Quotes.get; and whether a
 *   message, which may be a quoted one, is shown without its text
 * @param now the time for which days are "today" and "yesterday"
 * @returns rows, as message.js shows them and VirtualList takes them
 */
export function rowsOf(entries, { newFromSeq, pins, quoted, isFolded }, now = new Date()) {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const day = isNewDay(entry, before) ? entry.time : null;
    const isFirstNew = newFromSeq > 0 && entry.seq >= newFromSeq && (before?.seq ?? 0) < newFromSeq;
    const isContinued = !day && !isFirstNew && !entry.replyTo && continues(entry, before);
    const quotedAt = quotedSeq(entry);
    const original = quotedAt > 0 ? quoted(quotedAt) : undefined;
    const message = original && isFolded(original) ? { ...original, isFolded: true } : original;
    const isEntryFolded = entry.kind === "message" && isFolded(entry);
    const isPinned = pins.includes(entry.seq);
    const version = [
      entry.kind,
      entry.version,
      isContinued,
      day && dayText(day, now),
      isFirstNew,
      `${message && message.text}`,
      message?.isFolded ?? false,
      isEntryFolded,
      isPinned,
    ].join();
    // The row of the message while it was unsent.
    const formerKey = entry.clientMessageId;
    const about = { isContinued, day, isFirstNew, isPinned, isFolded: isEntryFolded, quoted: message };
    return { key: entry.seq, formerKey, version, entry, ...about };
  });
}

/**
 * @param messages the unsent messages
 * @param last the entry before them, or undefined
 */
export function rowsOfUnsent(messages, self, last) {
  let before = last;
  return messages.map((unsent) => {
    const entry = { author: self, time: new Date(unsent.timeMs), kind: "message" };
    const isContinued = continues(entry, before);
    before = entry;
    // The clock here may be wrong, so the day is shown when the server has given the time.
    return { key: unsent.id, version: `${unsent.state}${isContinued}`, unsent, isContinued, day: null };
  });
}

function continues(entry, before) {
  return (
    before?.kind === "message" &&
    entry.kind === "message" &&
    before.author.id === entry.author.id &&
    entry.time - before.time < TOGETHER_MS
  );
}

function isNewDay(entry, before) {
  return !before || !isSameDay(entry.time, before.time);
}

/**
 * Calls a function when a new day has begun, also if the machine slept over midnight.
 *
 * @returns a function that stops this
 */
export function onNewDay(act) {
  let day = new Date().toDateString();
  const check = () => {
    const today = new Date().toDateString();
    if (today !== day) {
      day = today;
      act();
    }
  };
  const timer = setInterval(check, CHECK_MS);
  document.addEventListener("visibilitychange", check);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", check);
  };
}
