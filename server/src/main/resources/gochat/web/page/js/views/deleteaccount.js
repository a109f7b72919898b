// The form with which users delete their accounts.

import { ACCOUNT_ERASURE_DELAY_MS } from "../limits.js";
import { deleteSelf } from "../stream/calls.js";
import { t } from "../texts/i18n.js";
import { checkbox, openForm } from "../widgets/dialogs.js";
import { button, el } from "../widgets/dom.js";
import { passwordField } from "./fields.js";
import { showMyData } from "./mydata.js";

const ERASURE_DAYS = ACCOUNT_ERASURE_DELAY_MS / 86_400_000;

/**
 * @param deleting makes the call that deletes the account
 * @param deleted called when it is deleted
 */
export function showDeleteAccount(token, self, deleting, deleted) {
  openForm(
    t("deletion.title"),
    [
      el("p", {}, t("deletion.hint", { n: ERASURE_DAYS })),
      el("p", {}, button({ class: "link", click: () => showMyData(token, self) }, t("my-data.title"))),
      passwordField("password", t("signin.password"), { isNew: false }),
      checkbox("erase", t("deletion.messages"), t("deletion.messages-hint")),
    ],
    t("deletion.act"),
    ({ password, erase }) => deleting(() => deleteSelf(token, password, erase !== undefined)),
    { isDanger: true, done: deleted },
  );
}
