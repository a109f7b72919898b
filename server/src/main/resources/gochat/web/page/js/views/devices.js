// The dialog with the user's sessions: where the user is signed in.

import { safeLine } from "../markup/safetext.js";
import { endSession, listSessions } from "../stream/calls.js";
import { problemText } from "../texts/failures.js";
import { dateTimeText, t } from "../texts/i18n.js";
import { openDialog, openForm, problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el } from "../widgets/dom.js";

/** @param changePassword opens the form for another password, and calls its argument when it was changed */
export function showDevices(token, changePassword) {
  const list = el("ul", { class: "records", "aria-label": t("devices.title"), tabindex: "-1", "aria-busy": "true" });
  const done = el("p", { class: "hint", role: "status" });
  const problem = problemLine();
  let others = [];
  const endOthers = button({ hidden: true, click: () => ask(others, "end-others", {}) }, t("devices.end-others"));

  const load = async () => {
    try {
      const sessions = await listSessions(token);
      others = sessions.filter(({ current }) => !current);
      list.replaceChildren(...sessions.sort(thisOneFirst).map(item));
      endOthers.hidden = others.length === 0;
      showProblem(problem, "");
    } catch (e) {
      showProblem(problem, problemText(e));
    }
    list.setAttribute("aria-busy", "false");
  };
  const reload = async (text) => {
    await load();
    done.textContent = text;
    // The button that opened the form may be gone.
    list.focus();
  };
  const ask = (sessions, what, values) =>
    openForm(
      t(`devices.${what}-title`, values),
      [el("p", {}, t(`devices.${what}-hint`))],
      t(`devices.${what}`),
      async () => {
        for (const { sessionId } of sessions) {
          await endSession(token, sessionId);
        }
      },
      { isDanger: true, done: () => reload(t("devices.ended", { n: sessions.length })) },
    );
  const item = (session) => {
    const name = safeLine(session.label ?? "") || t("devices.unnamed");
    return el(
      "li",
      {},
      el(
        "div",
        {},
        el("strong", {}, bdi(name)),
        session.current && el("span", { class: "badge" }, t("devices.this")),
        el("p", {}, sinceText(session)),
        el("p", {}, t("devices.last", { time: timeText(session.lastUseTime) })),
      ),
      !session.current &&
        button(
          { "aria-label": `${t("devices.end")}: ${name}`, click: () => ask([session], "end", { name }) },
          t("devices.end"),
        ),
    );
  };

  openDialog(
    t("devices.title"),
    el("p", { class: "hint" }, t("devices.hint")),
    list,
    done,
    problem,
    el(
      "footer",
      {},
      button({ click: () => changePassword(() => reload(t("password.changed"))) }, t("password.title")),
      endOthers,
    ),
  );
  load();
}

/** This device first, then those that were used last. */
function thisOneFirst(one, other) {
  return Number(other.current ?? false) - Number(one.current ?? false) || timeOf(other) - timeOf(one);
}

function sinceText({ createTime, address }) {
  return t(address ? "devices.since-from" : "devices.since", {
    time: timeText(createTime),
    address: safeLine(address),
  });
}

const timeOf = ({ lastUseTime }) => new Date(lastUseTime).getTime();
const timeText = (time) => dateTimeText(new Date(time));
