// What the lines of a conversation are: its entries, then what is on its way, each with what it takes from the one before.

import { isSameDay } from "./i18n.js";

/** Messages of one author within this time go together. */
const TOGETHER_MS = 5 * 60_000;

/**
 * @param entries of a timeline
 * @param newFromSeq the first one that is new to the reader, 0 for none
 * @param quoted gives the message at a position, { author, text }, where text is null when it was deleted; or undefined
 * @returns rows as message.js shows and virtual.js lists them
 */
export function rowsOf(entries, newFromSeq, quoted) {
  return entries.map((entry, index) => {
    const before = entries[index - 1];
    const day = isNewDay(entry, before) ? entry.time : null;
    const isFirstNew = newFromSeq > 0 && entry.seq >= newFromSeq && (before?.seq ?? 0) < newFromSeq;
    const isContinued = !day && !isFirstNew && !entry.replyTo && goesOn(entry, before);
    const answered = entry.replyTo > 0 ? quoted(entry.replyTo) : undefined;
    const version = [entry.kind, entry.version, isContinued, day !== null, isFirstNew, answered?.text].join();
    return { key: entry.seq, version, entry, isContinued, day, isFirstNew, quoted: answered };
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
    const day = isNewDay(entry, before) ? entry.time : null;
    const isContinued = !day && goesOn(entry, before);
    before = entry;
    return { key: unsent.id, version: `${unsent.state}${isContinued}`, unsent, isContinued, day };
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
