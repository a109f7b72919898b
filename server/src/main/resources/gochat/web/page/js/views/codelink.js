// The dialog with a link that carries a one-time code, which the server tells only once, and its QR code.

import { correction, generate } from "../../lib/lean-qr.js";
import { serverUrl } from "../state/server.js";
import { dateTimeText, t } from "../texts/i18n.js";
import { field, openDialog } from "../widgets/dialogs.js";
import { button, el } from "../widgets/dom.js";

/**
 * @param use "invite" or "reset", as the page's address has it
 * @param {{ code: string, expireTime: string }} secret
 */
export function showCodeLink(use, title, secret) {
  const link = `${serverUrl()}/#/${use}/${secret.code}`;
  const line = field("link", t("code-link.address"), { readonly: true, value: link });
  const input = line.querySelector("input");
  const done = el("p", { class: "hint", role: "status" });
  const copy = async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(link);
      done.textContent = t("code-link.copied");
    } catch {
      // At an address without encryption the browser offers no clipboard. The link is selected.
      done.textContent = t("code-link.copy-yourself");
    }
  };
  openDialog(
    title,
    el("p", { class: "hint" }, t("code-link.once", { time: dateTimeText(new Date(secret.expireTime)) })),
    line,
    qrCode(link),
    done,
    el("footer", {}, button({ class: "primary", click: copy }, t("code-link.copy"))),
  );
  input.focus();
  input.select();
}

/** Dark on light in every theme, which all cameras read. */
function qrCode(link) {
  const canvas = el("canvas", { class: "qr", role: "img", "aria-label": t("code-link.qr") });
  /** @type {any} */ (generate)(link, { minCorrectionLevel: correction.M }).toCanvas(canvas, {
    off: [255, 255, 255, 255],
  });
  return canvas;
}
