// The door: as a guest, with an account, or with a new one.

import { registerAccount, signIn, signInAsGuest } from "./calls.js";
import { field } from "./dialogs.js";
import { button, el } from "./dom.js";
import { t } from "./i18n.js";
import { refusalOf } from "./problems.js";

const MODES = ["guest", "account", "register"];
const NAME = { maxlength: "32", required: true, autocomplete: "username", spellcheck: "false", autocapitalize: "none" };

/**
 * @param notice why one is here again; empty on the first visit
 * @param entered told { token, user }
 */
export function signInPage(notice, lastName, entered) {
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const fields = el("div", {});
  const submit = el("button", { type: "submit", class: "primary wide" });
  const tabs = MODES.map((mode) =>
    button(
      {
        role: "tab",
        id: `tab-${mode}`,
        "aria-controls": "door",
        click: () => show(mode),
        keydown: (event) => turn(event, mode),
      },
      t(`door.${mode}`),
    ),
  );
  let mode = "guest";
  let name = lastName;

  const show = (wanted) => {
    name = fields.querySelector("[name=name]")?.value ?? name;
    mode = wanted;
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(MODES[index] === mode));
      tab.setAttribute("tabindex", MODES[index] === mode ? "0" : "-1");
    });
    form.setAttribute("aria-labelledby", `tab-${mode}`);
    problem.hidden = true;
    submit.textContent = t(`door.${mode}-act`);
    fields.replaceChildren(...fieldsOf(mode, name));
  };
  const turn = (event, from) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) {
      const to = (MODES.indexOf(from) + by + MODES.length) % MODES.length;
      show(MODES[to]);
      tabs[to].focus();
    }
  };
  const form = el(
    "form",
    {
      id: "door",
      role: "tabpanel",
      submit: async (event) => {
        event.preventDefault();
        submit.disabled = true;
        const { signedIn, refusal, error } = await ask(mode, Object.fromEntries(new FormData(form)));
        submit.disabled = false;
        if (signedIn) {
          entered({ token: signedIn.token, user: signedIn.user });
        } else {
          problem.textContent = refusal
            ? refusalOf(refusal)
            : error?.code
              ? t("problem.said", { sentence: error.message })
              : t("problem.no-server");
          problem.hidden = false;
        }
      },
    },
    fields,
    problem,
    submit,
  );
  show(mode);
  return el(
    "main",
    { class: "door" },
    el(
      "div",
      { class: "card" },
      el("h1", {}, "GoChat"),
      el("p", { class: "hint" }, t("door.welcome")),
      notice && el("p", { class: "notice", role: "status" }, notice),
      el("div", { role: "tablist", "aria-label": t("door.ways"), class: "tabs" }, tabs),
      form,
      !window.isSecureContext && el("p", { class: "hint insecure" }, t("door.insecure")),
    ),
  );
}

function fieldsOf(mode, name) {
  const nameField = field(
    "name",
    t("door.name"),
    { ...NAME, value: name },
    mode === "account" ? "" : t("door.name-hint"),
  );
  if (mode === "guest") {
    return [nameField, el("p", { class: "hint" }, t("door.guest-hint"))];
  }
  const password = {
    type: "password",
    required: true,
    autocomplete: mode === "register" ? "new-password" : "current-password",
    minlength: mode === "register" ? "8" : null,
  };
  const passwordField = field(
    "password",
    t("door.password"),
    password,
    mode === "register" ? t("door.password-hint") : "",
  );
  return mode === "account" ? [nameField, passwordField] : [nameField, passwordField, adminCode()];
}

function adminCode() {
  return el(
    "details",
    {},
    el("summary", {}, t("door.admin")),
    field("adminCode", t("door.admin-code"), {}, t("door.admin-hint")),
  );
}

function ask(mode, { name, password, adminCode: code }) {
  const bare = name.trim();
  switch (mode) {
    case "guest":
      return signInAsGuest(bare);
    case "account":
      return signIn(bare, password);
    default:
      return registerAccount(bare, password, code.trim());
  }
}
