// What was said and where one says more: a feed and a composer that know each other, for a room as for a thread.

import { Composer } from "./composer.js";
import { Feed } from "./feed.js";

/**
 * @param deal { store, actions, drafts, act(what, subject, detail) }, where `act` does what neither the feed nor the
 *   composer does
 * @param source what the feed reads, without what is the same for all of a room
 * @param writing { label, draftKey, searchPeople(prefix, countMax), send(text, replyTo) }
 */
export function discussion(room, { store, actions, drafts, act }, source, writing) {
  const feed = new Feed(
    store,
    {
      room,
      ...source,
      loadOne: (seq) => actions.loadOne(room, seq),
      leave: () => composer.focus(),
    },
    (what, subject, detail) =>
      what === "reply"
        ? composer.reply(subject)
        : what === "edit"
          ? composer.edit(subject)
          : act(what, subject, detail),
  );
  const composer = new Composer({
    ...writing,
    drafts,
    send: (text, replyTo) => {
      writing.send(text, replyTo);
      feed.toEnd();
    },
    edit: (entry, text) => actions.edit(room, entry.seq, text),
    typing: () => actions.typing(room),
    lastOwn: () => feed.lastOwn(),
    leave: () => feed.focus(),
  });
  return { feed, composer };
}
