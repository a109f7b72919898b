// What a click at a message does that neither the list of messages nor the field below it does themselves.

import { toast } from "./dialogs.js";
import { pickEmoji } from "./emojipicker.js";
import { t } from "./i18n.js";
import { problemText } from "./problems.js";
import { deleteMessage } from "./roomdialogs.js";

/**
 * @param openThread (room, rootSeq)
 * @returns act(room, what, subject, detail): the room is the message's, whatever is on the screen by then
 */
export function messageActs(actions, openThread) {
  const act = async (room, what, subject, detail) => {
    try {
      switch (what) {
        case "toggle":
          await actions.react(room, subject, detail);
          break;
        case "react":
          pickEmoji(detail, (emoji) => act(room, "toggle", subject, emoji));
          break;
        case "delete":
          deleteMessage(actions, room, subject);
          break;
        case "thread":
          openThread(room, subject.threadRoot || subject.seq);
          break;
        case "copy":
          await navigator.clipboard.writeText(subject.text);
          toast(t("action.copied"));
          break;
        case "retry":
          actions.retry(subject);
          break;
        case "discard":
          actions.discard(subject);
          break;
      }
    } catch (e) {
      toast(problemText(e));
    }
  };
  return act;
}
