// The dialogs with the accounts of the server, for its administrators.

import { ACCOUNT_ERASURE_DELAY_MS } from "../limits.js";
import { safeLine } from "../markup/safetext.js";
import {
  createPasswordReset,
  deleteAccount,
  demoteAccount,
  disableAccount,
  enableAccount,
  endSessions,
  listAccounts,
  promoteAccount,
} from "../stream/admincalls.js";
import { problemText } from "../texts/failures.js";
import { dateTimeText, t } from "../texts/i18n.js";
import { checkbox, field, openDialog, openForm, problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el } from "../widgets/dom.js";
import { showCodeLink } from "./codelink.js";

const ERASURE_DAYS = ACCOUNT_ERASURE_DELAY_MS / 86_400_000;

/** @param self the user of the page */
export function showAccounts(token, self) {
  const list = el("ul", { class: "records", "aria-label": t("accounts.title"), tabindex: "-1" });
  const more = button({ class: "link", hidden: true, click: () => load() }, t("browse.more"));
  const done = el("p", { class: "hint", role: "status" });
  const problem = problemLine();
  const search = field("search", t("accounts.search"), { type: "search", input: () => reload("") });
  const prefix = search.querySelector("input");
  let pageToken = "";
  let asked = 0;

  const load = async () => {
    const question = ++asked;
    const isFirst = pageToken === "";
    list.setAttribute("aria-busy", "true");
    try {
      const page = await listAccounts(token, prefix.value.trim(), pageToken);
      if (question !== asked) {
        return;
      }
      const items = (page.accounts ?? []).map(item);
      if (isFirst) {
        list.replaceChildren(...(items.length > 0 ? items : [el("li", { class: "hint" }, t("accounts.none"))]));
      } else {
        list.append(...items);
      }
      pageToken = page.nextPageToken ?? "";
      more.hidden = pageToken === "";
      showProblem(problem, "");
    } catch (e) {
      showProblem(problem, problemText(e));
    }
    list.setAttribute("aria-busy", "false");
  };
  const reload = (text) => {
    pageToken = "";
    done.textContent = text;
    return load();
  };
  const changed = async (text) => {
    await reload(text);
    // The button that opened the dialog of the account is another one now.
    list.focus();
  };
  const item = (account) => {
    const name = safeLine(account.user.name);
    return el(
      "li",
      {},
      el("div", {}, el("strong", {}, bdi(name)), badges(account, self), el("p", {}, useText(account))),
      account.user.id !== self.id &&
        button(
          {
            "aria-label": `${t("accounts.manage")}: ${name}`,
            click: () => showAccount(token, account, changed),
          },
          t("accounts.manage"),
        ),
    );
  };

  openDialog(t("accounts.title"), search, list, more, done, problem);
  load();
}

/** @param changed called with a sentence when the account has changed */
function showAccount(token, account, changed) {
  const name = safeLine(account.user.name);
  const act = (what, call, isDanger = false, fields = []) =>
    button(
      {
        class: isDanger ? "danger" : null,
        click: () =>
          openForm(
            t(`accounts.${what}-title`, { name }),
            [el("p", {}, t(`accounts.${what}-hint`, { n: ERASURE_DAYS })), ...fields],
            t(`accounts.${what}`),
            async ({ erase }) => {
              await call(token, account, erase !== undefined);
              dialog.close();
            },
            { isDanger, done: () => changed(t(`accounts.${what}-done`, { name })) },
          ),
      },
      t(`accounts.${what}`),
    );
  const problem = problemLine();
  const reset = async () => {
    try {
      const secret = await createPasswordReset(token, account);
      dialog.close();
      showCodeLink("reset", t("accounts.reset-title", { name }), secret);
    } catch (e) {
      showProblem(problem, problemText(e));
    }
  };
  const dialog = openDialog(
    name,
    el("p", { class: "hint" }, badges(account), useText(account)),
    el("p", { class: "hint" }, t("accounts.since", { time: dateTimeText(new Date(account.createTime)) })),
    problem,
    el(
      "div",
      { class: "choices" },
      button({ click: reset }, t("accounts.reset")),
      (account.sessions ?? 0) > 0 && act("sign-out", endSessions),
      isAdministrator(account.user) ? act("demote", demoteAccount, true) : act("promote", promoteAccount, true),
      account.disabled ? act("enable", enableAccount) : act("disable", disableAccount, true),
      !account.eraseTime && act("delete", deleteAccount, true, [checkbox("erase", t("accounts.delete-messages"))]),
    ),
  );
}

const isAdministrator = (user) => user.kind === "USER_KIND_ADMINISTRATOR";

function badges({ user, disabled, eraseTime }, self = null) {
  const badge = (key) => el("span", { class: "badge" }, t(key));
  return [
    user.id === self?.id && badge("accounts.you"),
    isAdministrator(user) && badge("accounts.administrator"),
    disabled && badge(eraseTime ? "accounts.deleted" : "accounts.disabled"),
  ];
}

function useText({ sessions = 0, lastUseTime, eraseTime }) {
  if (eraseTime) {
    return t("accounts.erased", { time: dateTimeText(new Date(eraseTime)) });
  }
  return sessions === 0
    ? t("accounts.nowhere")
    : t("accounts.used", { n: sessions, time: dateTimeText(new Date(lastUseTime)) });
}
