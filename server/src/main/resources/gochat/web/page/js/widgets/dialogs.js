// Dialogs, and toasts. They are the browser's own dialogs, which hold the focus and close with Escape.

import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { button, el, iconButton } from "./dom.js";
import { openLayer } from "./layers.js";

let dialogsMade = 0;

/** @returns {{ close: () => void }} closes the dialog and removes its element */
export function openDialog(title, ...content) {
  const id = `dialog-${++dialogsMade}`;
  const close = () => dialog.close();
  const closed = () => (dialog.remove(), leaveLayer());
  const dialog = el(
    "dialog",
    {
      "aria-labelledby": id,
      close: closed,
      // A click beside the dialog.
      click: (event) => event.target === dialog && close(),
    },
    el(
      "div",
      { class: "dialog" },
      el("header", {}, el("h2", { id }, title), iconButton("close", t("dialog.close"), { click: close })),
      content,
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  const leaveLayer = openLayer(close);
  return { close };
}

/**
 * A dialog with fields. It closes when its action is done, and shows the problem if the action fails.
 *
 * @param fields elements as field() makes them
 * @param act (values by the names of the fields), may return a promise
 * @param {{ isDanger?: boolean, done?: () => void }} options whether the action destroys something; what is called when it
 *   is done and the dialog has closed
 */
export function openForm(title, fields, actionName, act, options = {}) {
  const { isDanger = false, done = () => {} } = options;
  const problem = problemLine();
  const submit = el("button", { type: "submit", class: isDanger ? "primary danger" : "primary" }, actionName);
  const form = el(
    "form",
    {
      submit: async (event) => {
        event.preventDefault();
        submit.disabled = true;
        try {
          await act(Object.fromEntries(new FormData(form)));
          dialog.close();
          done();
        } catch (e) {
          showProblem(problem, problemText(e));
          submit.disabled = false;
        }
      },
    },
    fields,
    problem,
    el("footer", {}, button({ click: () => dialog.close() }, t("dialog.cancel")), submit),
  );
  const dialog = openDialog(title, form);
  (form.querySelector("input:not([type=hidden]), textarea") ?? submit).focus();
}

/** A line that is hidden until there is a problem to show. */
export function problemLine() {
  return el("p", { class: "problem", role: "alert", hidden: true });
}

/** @param text empty if there is no problem any more */
export function showProblem(line, text) {
  line.textContent = text;
  line.hidden = text === "";
}

/** An input with a label above and a hint below. */
export function field(name, label, properties = {}, hint = "") {
  const id = `${name}-${++dialogsMade}`;
  const hintId = hint ? `${id}-hint` : null;
  const input = el(properties.type === "textarea" ? "textarea" : "input", {
    id,
    name,
    dir: "auto",
    autocomplete: "off",
    "aria-describedby": hintId,
    ...properties,
    value: null,
  });
  input.value = properties.value ?? "";
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    input,
    hint && el("small", { id: hintId }, hint),
  );
}

/**
 * @param options the values and their names
 * @param chosen the value that is chosen; empty for the first one
 */
export function choice(name, label, options, chosen = "") {
  const id = `${name}-${++dialogsMade}`;
  return el(
    "div",
    { class: "field" },
    el("label", { for: id }, label),
    el(
      "select",
      { id, name },
      options.map(([value, text]) => el("option", { value, selected: chosen !== "" && value === chosen }, text)),
    ),
  );
}

export function checkbox(name, label, hint, isChecked = false) {
  return el(
    "label",
    { class: "check" },
    el("input", { type: "checkbox", name, checked: isChecked }),
    el("span", {}, label, hint && el("small", {}, hint)),
  );
}

/** Shows a short note for some seconds. */
export function toast(text) {
  const region = document.querySelector(".toasts");
  const line = el("p", { class: "toast" }, el("span", { dir: "auto" }, text));
  region.append(line);
  setTimeout(() => line.remove(), 6_000);
}
