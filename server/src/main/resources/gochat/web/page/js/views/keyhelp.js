// The dialog with the keys and the commands.

import { t } from "../texts/i18n.js";
import { openDialog } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";

export function showKeys() {
  const keys = [
    ["Ctrl K", "keys.switch"],
    ["Enter", "keys.send"],
    ["Shift Enter", "keys.line"],
    ["↑", "keys.edit-last"],
    ["Esc", "keys.list"],
    ["↑ ↓", "keys.move"],
    ["r  t  +  p  e  Del", "keys.act"],
    [t("command.join"), "command.join-hint"],
    [t("command.msg"), "command.msg-hint"],
    [t("command.me"), "command.me-hint"],
    ["//", "command.slash-hint"],
  ];
  openDialog(
    t("keys.title"),
    el(
      "dl",
      { class: "keys" },
      keys.map(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(what))]),
    ),
  );
}
