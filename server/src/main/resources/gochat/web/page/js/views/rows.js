// What the lines of a conversation are: its entries, then what is on its way, each with what it takes from the one before.

import { dayText, isSameDay } from "../texts/i18n.js";

/** Messages of one author within this time go together. */
const TOGETHER_MS = 5 * 60_000;
/** How often the day is looked at. */
const LOOK_MS = 20_000;

/**
 * @param entries of a timeline
 * @param newFromSeq the first one that is new to the reader, 0 for none
 * @param quoted gives the message at a position, { author, text }, where text is null when it was deleted; or undefined
 * @param now what is today, and so which words a day has
 * @returns rows as message.js shows and virtual.js lists them
 */
export function rowsOf(entries, newFromSeq, quoted, now = new Date()) {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const day = isNewDay(entry, before) ? entry.time : null;
    const isFirstNew = newFromSeq > 0 && entry.seq >= newFromSeq && (before?.seq ?? 0) < newFromSeq;
    const isContinued = !day && !isFirstNew && !entry.replyTo && goesOn(entry, before);
    const answered = entry.replyTo > 0 ? quoted(entry.replyTo) : undefined;
    const version = [
      entry.kind,
      entry.version,
      isContinued,
      day && dayText(day, now),
      isFirstNew,
      answered?.text,
    ].join();
    // On its way a message was a row under its own id.
    const formerKey = entry.clientMessageId;
    return { key: entry.seq, formerKey, version, entry, isContinued, day, isFirstNew, quoted: answered };
  });
}

/**
 * @param messages of oneself that are on their way
 * @param last the entry before them, or undefined
 */
export function rowsOfUnsent(messages, self, last) {
  let before = last;
  return messages.map((unsent) => {
    const entry = { author: self, time: new Date(unsent.timeMs), kind: "message" };
    const isContinued = goesOn(entry, before);
    before = entry;
    // On which day it falls is the server's clock's to say: this one may be wrong.
    return { key: unsent.id, version: `${unsent.state}${isContinued}`, unsent, isContinued, day: null };
  });
}

function goesOn(entry, before) {
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
 * Calls a function when another day has begun, also when the machine slept over midnight.
 *
 * @returns a function that ends it
 */
export function onNewDay(act) {
  let day = new Date().toDateString();
  const look = () => {
    const today = new Date().toDateString();
    if (today !== day) {
      day = today;
      act();
    }
  };
  const timer = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
