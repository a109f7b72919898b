// Does the actions on messages that need no composer.

import { plainLine } from "../markup/plaintext.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { openForm, toast } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";
import { pickEmoji } from "../widgets/emoji.js";

/**
 * @param openThread (room, rootSeq)
 * @returns act(room, what, subject, detail): room is the room of the message, which need not be on the screen any more
 */
export function messageHandler(actions, openThread) {
  const act = async (room, what, subject, detail) => {
    try {
      switch (what) {
        case "toggle":
          await actions.toggleReaction(room, subject, detail);
          break;
        case "react":
          pickEmoji(detail, (emoji) => act(room, "toggle", subject, emoji));
          break;
        case "pin":
          await actions.togglePin(room, subject.seq);
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
        case "send-without-reply":
          actions.sendWithoutReply(subject);
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

function deleteMessage(actions, room, entry) {
  openForm(
    t("delete.title"),
    [el("blockquote", { dir: "auto" }, plainLine(entry.text, 200)), el("p", {}, t("delete.hint"))],
    t("action.delete"),
    () => actions.delete(room, entry.seq),
    { isDanger: true },
  );
}
