// The sign-in page: for guests, for accounts, and for new accounts.

import { newName } from "../actions/names.js";
import { GUEST_IDLE_MS } from "../limits.js";
import { greeting, registration, serverName, signsInBy } from "../state/server.js";
import { loadDevice } from "../state/storage.js";
import { registerAccount, resetPassword, signIn, signInAsGuest } from "../stream/calls.js";
import { problemText, Unanswered } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { field, problemLine } from "../widgets/dialogs.js";
import { button, el, onKey } from "../widgets/dom.js";
import { CODE_FIELD, ownNameField, passwordField, registrationFields } from "./fields.js";

/** The forms, and the way to sign in that each belongs to. */
const MODES = { guest: "GUEST", account: "PASSWORD", register: "PASSWORD" };
/** The forms that take the codes of links. */
const CODE_MODES = { invite: "register", reset: "account" };
const isOffered = (mode) => signsInBy(MODES[mode]) && (mode !== "register" || registration() !== "OFF");
const modesOffered = () => Object.keys(MODES).filter(isOffered);

/**
 * @param notice why the user has to sign in again; empty on the first visit
 * @param last the last user of this page, or null
 * @param carried the code that the user's link had, as takeCode has it
 * @param entered called with { token, user, deviceToken }
 */
export function signInPage(notice, last, carried, entered) {
  const problem = problemLine();
  const fields = el("div", {});
  const submit = el("button", { type: "submit", class: "primary wide" });
  const modes = modesOffered();
  const tabs = modes.map((mode) =>
    button(
      {
        role: "tab",
        id: `tab-${mode}`,
        "aria-controls": "sign-in",
        click: () => show(mode),
        keydown: onKey((event) => turn(event, mode)),
      },
      t(`signin.${mode}`),
    ),
  );
  const codeMode = carried && CODE_MODES[carried.use];
  const isRefused = codeMode === "register" && !modes.includes(codeMode);
  const firstMode = last && last.kind !== "USER_KIND_GUEST" ? "account" : modes[0];
  let mode = codeMode && !isRefused ? codeMode : firstMode;
  let name = last?.name ?? "";

  const show = (wanted) => {
    name = fields.querySelector("[name=name]")?.value ?? name;
    mode = wanted;
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(modes[index] === mode));
      tab.setAttribute("tabindex", modes[index] === mode ? "0" : "-1");
    });
    form.setAttribute("aria-labelledby", `tab-${mode}`);
    problem.hidden = true;
    submit.textContent = t(`signin.${mode}-act`);
    fields.replaceChildren(...fieldsOf(mode, name, codeMode === mode ? carried.code : ""));
  };
  const turn = (event, from) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) {
      const to = (modes.indexOf(from) + by + modes.length) % modes.length;
      show(modes[to]);
      tabs[to].focus();
    }
  };
  const enter = async () => {
    submit.disabled = true;
    problem.hidden = true;
    try {
      entered(await signInBy(mode, /** @type {any} */ (Object.fromEntries(new FormData(form)))));
    } catch (e) {
      const isRepeatable = e instanceof Unanswered;
      problem.replaceChildren(
        problemText(e),
        isRepeatable ? button({ class: "link", click: () => form.requestSubmit() }, t("unsent.retry")) : "",
      );
      problem.hidden = false;
    } finally {
      submit.disabled = false;
    }
  };
  const form = el(
    "form",
    {
      id: "sign-in",
      role: "tabpanel",
      submit: (event) => {
        event.preventDefault();
        enter();
      },
    },
    fields,
    problem,
    submit,
  );
  show(mode);
  return el(
    "main",
    { class: "sign-in" },
    el(
      "div",
      { class: "card" },
      el("h1", { dir: "auto" }, serverName()),
      el("p", { class: "hint", dir: "auto" }, greeting() || t("signin.welcome")),
      notice && noticeLine(notice),
      isRefused && noticeLine(t("link.invite-refused")),
      el("div", { role: "tablist", "aria-label": t("signin.ways"), class: "tabs" }, tabs),
      form,
      !window.isSecureContext && el("p", { class: "hint insecure" }, t("signin.insecure")),
    ),
  );
}

const noticeLine = (text) => el("p", { class: "notice", role: "status" }, text);

/** @param carried the code for this form that the user's link had; empty for none */
function fieldsOf(mode, name, carried) {
  if (mode === "register") {
    return registrationFields(name, carried);
  }
  if (mode === "guest") {
    return [ownNameField(name), el("p", { class: "hint" }, t("signin.guest-hint", { n: GUEST_IDLE_MS / 60_000 }))];
  }
  if (carried) {
    const newPassword = passwordField("password", t("signin.new-password"), { isNew: true });
    const code = field("code", t("signin.reset-code"), { ...CODE_FIELD, required: true, value: carried });
    return [el("p", { class: "hint" }, t("signin.reset")), newPassword, code];
  }
  const password = passwordField("password", t("signin.password"), { isNew: false });
  const reset = field("code", t("signin.reset-code"), CODE_FIELD, t("signin.reset-hint"));
  return [ownNameField(name, ""), password, el("details", {}, el("summary", {}, t("signin.lost-password")), reset)];
}

async function signInBy(mode, { name, password, code }) {
  switch (mode) {
    case "guest":
      return signInAsGuest(newName(name));
    case "account":
      return code.trim() ? resetPassword(code.trim(), password) : signIn(name.trim(), password, loadDevice());
    default:
      return registerAccount(newName(name), password, code.trim());
  }
}
