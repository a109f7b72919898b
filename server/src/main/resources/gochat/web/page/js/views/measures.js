// Kicks, bans and mutes: the forms with their reason and duration, the dialog that lists and lifts them.

import { ROOM_REASON_BYTES_MAX } from "../limits.js";
import { safeLine } from "../markup/safetext.js";
import { nameOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { timeText } from "../texts/measureterms.js";
import { choice, field, openDialog, openForm, problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el } from "../widgets/dom.js";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * Asks for the reason of a kick, a ban or a mute, and for the duration of the latter two.
 *
 * @param what "kick", "ban" or "mute"
 */
export function askMeasure(actions, room, user, what) {
  const names = { who: safeLine(user.name), room: safeLine(nameOf(room)) };
  openForm(
    t(`${what}.title`, names),
    [
      el("p", {}, t(`${what}.hint`, names)),
      what !== "kick" && choice("duration", t("measure.duration"), durations()),
      field("reason", t("measure.reason"), { maxlength: ROOM_REASON_BYTES_MAX }, t("measure.reason-hint", names)),
    ],
    t(`member.${what}`),
    ({ reason, duration }) =>
      actions.moderate(`${what}Member`, room, user, { reason, ...(duration ? { duration } : {}) }),
    { isDanger: what !== "mute" },
  );
}

/** The values and names of the durations to choose from. */
function durations() {
  return [
    ["", t("measure.lasting")],
    [`${10 * MINUTE_S}s`, t("measure.minutes", { n: 10 })],
    [`${HOUR_S}s`, t("measure.hours", { n: 1 })],
    [`${DAY_S}s`, t("measure.days", { n: 1 })],
    [`${7 * DAY_S}s`, t("measure.days", { n: 7 })],
    [`${30 * DAY_S}s`, t("measure.days", { n: 30 })],
  ];
}

/** The dialog with the bans and mutes of a room, for its moderators. */
export function showMeasures(actions, room) {
  const problem = problemLine();
  const lists = [
    { what: "bans", request: "listBans", lift: "unbanMember" },
    { what: "mutes", request: "listMutes", lift: "unmuteMember" },
  ]
    .filter(({ what }) => what === "mutes" || room.kind !== "lobby")
    .map((kind) => ({ ...kind, element: el("ul", { class: "records", "aria-label": t(`measures.${kind.what}`) }) }));
  const load = async () => {
    try {
      for (const { request, lift, element } of lists) {
        const measures = await actions.measures(request, room);
        element.replaceChildren(...measures.map((measure) => item(measure, lift)));
        if (measures.length === 0) {
          element.replaceChildren(el("li", {}, t("measures.none")));
        }
      }
      showProblem(problem, "");
    } catch (e) {
      showProblem(problem, problemText(e));
    }
  };
  const lift = async (request, user) => {
    try {
      await actions.moderate(request, room, user);
    } catch (e) {
      showProblem(problem, problemText(e));
      return;
    }
    await load();
  };
  const item = ({ user, by, reason, sinceTime, untilTime }, request) => {
    const name = safeLine(user.name ?? "") || user.id;
    return el(
      "li",
      {},
      el(
        "div",
        {},
        el("strong", {}, bdi(name)),
        untilTime && el("span", { class: "badge" }, t("measure.until", { time: timeText(untilTime) })),
        by && el("p", {}, t("measure.by", { who: safeLine(by.name), time: timeText(sinceTime) })),
        reason && el("p", { dir: "auto" }, t("measure.why", { reason: safeLine(reason, ROOM_REASON_BYTES_MAX) })),
      ),
      button({ "aria-label": `${t("measures.lift")}: ${name}`, click: () => lift(request, user) }, t("measures.lift")),
    );
  };
  openDialog(
    t("measures.title"),
    lists.map(({ what, element }) => [el("h3", {}, t(`measures.${what}`)), element]),
    problem,
  );
  load();
}
