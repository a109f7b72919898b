// The entries of a timeline: made from the events of the stream and from the entries of a page of history.

import { number } from "../stream/positions.js";
import { EVENT_KINDS, kindOf } from "./eventkinds.js";

/** A reaction as clients compare it: without U+FE0F, which asks for the coloured form of an emoji. */
export const canonical = (reaction) => reaction.replaceAll("\ufe0f", "");

/** Whether the event was a message, an edit or a reaction, and its text is erased. */
export const isErasedMessage = (event) => event.redacted !== undefined && !event.redacted.wasTopic;

/** The fields of a message without replies, edits and reactions. */
const newMessage = () => ({
  kind: "message",
  replyTo: 0,
  threadRoot: 0,
  mentions: [],
  reactions: [],
  replyCount: 0,
  isEdited: false,
});

/**
 * An entry as the views read it: { seq, kind: "message" | "redacted" | "event", author, time, asOf, version, … }. Views
 * do not change it.
 *
 * @param asOf the seq of the last event whose change the entry contains
 * @returns null when the event is no line of its own
 */
export function entryOf(event, asOf) {
  const what = kindOf(event);
  if (!EVENT_KINDS[what]?.isLine) {
    return null;
  }
  const entry = {
    seq: number(event.seq),
    author: event.author ?? { id: "", name: "" },
    time: new Date(event.time),
    asOf,
    version: 0,
  };
  if (isErasedMessage(event)) {
    return { ...entry, kind: "redacted" };
  }
  const posted = event.messagePosted;
  return posted
    ? {
        ...entry,
        ...newMessage(),
        text: posted.text ?? "",
        clientMessageId: posted.clientMessageId ?? "",
        replyTo: number(posted.replyToSeq),
        threadRoot: number(posted.threadRootSeq),
        mentions: posted.mentionedUserIds ?? [],
      }
    : { ...entry, kind: "event", what, detail: event[what] };
}

/** The position of the message that the line of an entry quotes, because it answers or pins it; 0 for none. */
export function quotedSeq(entry) {
  return entry.kind === "event" ? number(entry.detail.messageSeq) : (entry.replyTo ?? 0);
}

/** The same for an entry of v1.ListHistory, which contains all changes up to `asOf`. */
export function entryOfHistory(item, asOf) {
  const entry = entryOf(item.event, asOf);
  return entry?.kind === "message"
    ? {
        ...entry,
        isEdited: item.editTime !== undefined,
        reactions: (item.reactions ?? []).map(({ reaction, count, own }) => ({
          reaction: canonical(reaction),
          count: count ?? 0,
          isOwn: own ?? false,
        })),
        replyCount: item.replyCount ?? 0,
      }
    : entry;
}

/** The entry of a private message, which is in no log. */
export function unloggedEntry(seq, { author, text, time, clientMessageId = "" }) {
  return { seq, author, time, asOf: 0, version: 0, ...newMessage(), text, clientMessageId };
}
