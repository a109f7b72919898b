// The outermost element of a signed-in user's page.

import { t } from "../texts/i18n.js";
import { el } from "../widgets/dom.js";

/**
 * @param parts the elements of the page, in their order
 * @param skip moves the focus to the field for messages, for users of keyboards
 */
export function pageFrame(parts, skip) {
  return el(
    "div",
    { class: "chat" },
    el("a", { class: "skip", href: "#conversation", click: (event) => (event.preventDefault(), skip()) }, t("skip")),
    parts,
    el("div", { class: "toasts", role: "status", "aria-live": "polite" }),
  );
}
