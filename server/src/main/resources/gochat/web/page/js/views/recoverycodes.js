// The form that makes recovery codes, and the dialog that shows them, once.

import { createRecoveryCodes, getSelf } from "../stream/calls.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { openDialog, openForm } from "../widgets/dialogs.js";
import { button, el } from "../widgets/dom.js";
import { saveFile } from "../widgets/files.js";
import { passwordField } from "./fields.js";

export function showRecoveryCodes(token, self) {
  const left = el("p", { class: "hint", role: "status" });
  let codes = [];
  const make = async ({ password }) => {
    ({ codes } = await createRecoveryCodes(token, password));
  };
  openForm(
    t("recovery.title"),
    [
      el("p", { class: "hint" }, t("recovery.hint")),
      left,
      passwordField("password", t("signin.password"), { isNew: false }),
    ],
    t("recovery.make"),
    make,
    { done: () => showCodes(codes, self) },
  );
  tellLeft(token, left);
}

async function tellLeft(token, line) {
  try {
    const { recoveryCodes = 0 } = await getSelf(token);
    line.textContent = t("recovery.left", { n: recoveryCodes });
  } catch (e) {
    line.textContent = problemText(e);
  }
}

function showCodes(codes, self) {
  const download = () =>
    saveFile(new Blob([`${codes.join("\n")}\n`], { type: "text/plain" }), `gochat-${self.name}-codes.txt`);
  openDialog(
    t("recovery.title"),
    el("p", { class: "hint" }, t("recovery.once")),
    el("pre", { class: "codes", tabindex: "0", "aria-label": t("recovery.title") }, codes.join("\n")),
    el("footer", {}, button({ class: "primary", click: download }, t("my-data.download"))),
  );
}
