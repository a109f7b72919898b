// The form with which users delete their accounts.

import { deleteSelf } from "../stream/calls.js";
import { t } from "../texts/i18n.js";
import { checkbox, openForm } from "../widgets/dialogs.js";
import { button, el } from "../widgets/dom.js";
import { passwordField } from "./fields.js";
import { showMyData } from "./mydata.js";

/** @param deleted called when the account is deleted */
export function showDeleteAccount(token, self, deleted) {
  openForm(
    t("delete.title"),
    [
      el("p", {}, t("delete.hint")),
      el("p", {}, button({ class: "link", click: () => showMyData(token, self) }, t("my-data.title"))),
      passwordField("password", t("signin.password"), { isNew: false }),
      checkbox("erase", t("delete.messages"), t("delete.messages-hint")),
    ],
    t("delete.act"),
    ({ password, erase }) => deleteSelf(token, password, erase !== undefined),
    { isDanger: true, done: deleted },
  );
}
