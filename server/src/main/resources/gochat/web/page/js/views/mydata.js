// The form that gives users the data of their accounts, as a file.

import { ownData } from "../actions/mydata.js";
import { t } from "../texts/i18n.js";
import { openForm } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";
import { saveFile } from "../widgets/files.js";

export function showMyData(token, self) {
  const progress = el("p", { class: "hint", role: "status" });
  const collect = async () => {
    const lines = [];
    for await (const part of ownData(token, self)) {
      if (!progress.isConnected) {
        return;
      }
      lines.push(`${JSON.stringify(part)}\n`);
      progress.textContent = t("my-data.progress", { n: lines.length });
    }
    saveFile(new Blob(lines, { type: "application/jsonl" }), `gochat-${self.name}.jsonl`);
  };
  openForm(t("my-data.title"), [el("p", {}, t("my-data.hint")), progress], t("my-data.download"), collect);
}
