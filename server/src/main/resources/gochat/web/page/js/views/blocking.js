// Blocks and unblocks a user from a menu.

import { safeLine } from "../markup/safetext.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { openForm, toast } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";

/** The item of a menu that blocks a user, or ends the block. */
export function blockItem(contacts, store, user) {
  const name = safeLine(user.name);
  if (store.isBlocked(user.id)) {
    const unblock = async () => {
      try {
        await contacts.unblock(user);
        toast(t("block.undone", { name }));
      } catch (e) {
        toast(problemText(e));
      }
    };
    return { name: t("block.undo"), act: unblock };
  }
  return {
    name: t("block.act"),
    isDanger: true,
    act: () =>
      openForm(t("block.title", { name }), [el("p", {}, t("block.hint"))], t("block.act"), () => contacts.block(user), {
        isDanger: true,
        done: () => toast(t("block.done", { name })),
      }),
  };
}
