// The element of a row: a message, or the line of an event.

import { actionOf } from "../markup/markdown.js";
import { knownNames } from "../markup/mentions.js";
import { plainLine } from "../markup/plaintext.js";
import { safeLine, safeText } from "../markup/safetext.js";
import { FAILED, UNKNOWN } from "../state/unsent.js";
import { dayText, fullTimeText, isoDay, narrowTimeText, sentence, t, timeText } from "../texts/i18n.js";
import { termsText } from "../texts/measureterms.js";
import { intervalText } from "../texts/slowmode.js";
import { userName } from "../texts/usernames.js";
import { avatar } from "../widgets/avatar.js";
import { bdi, button, el, glyph } from "../widgets/dom.js";
import { auditSentence } from "./auditline.js";
import { rich } from "./rich.js";

/** Kinds of events that have a reason, and an end or none. */
const MEASURES = ["memberKicked", "memberBanned", "memberMuted"];

/** The id of the author of what the server does by itself. */
const SERVER_ID = "00000000-0000-0000-0000-000000000000";

/** Longer messages are folded. */
const LONG_CHARS = 3_000;
const LONG_LINES = 30;

/**
 * @param row holds entry or unsent, the message; isContinued, whether it is shown without its author, who is that of the
 *   message above; day, the date to show above the row, or null; isFirstNew; isPinned; quoted, the message that it answers
 *   or pins, if known
 * @param context holds store, isThread, act(what, subject, detail)
 */
export function rowElement(row, context) {
  const subject = row.entry ?? row.unsent;
  const body = row.unsent
    ? unsentBody(row, context)
    : row.entry.kind === "event"
      ? eventBody(row, context)
      : messageBody(row, context);
  const { self } = context.store;
  const isMention =
    row.entry?.kind === "message" && row.entry.author.id !== self.id && row.entry.mentions.includes(self.id);
  const classes = [
    "row",
    row.entry?.kind ?? "message",
    row.isContinued && "continued",
    isMention && "mentions-me",
    row.unsent && "unsent",
  ];
  return el(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      "aria-label": label(row, context),
      "data-seq": row.entry ? subject.seq : null,
    },
    row.day && el("div", { class: "day" }, el("time", { datetime: isoDay(row.day) }, dayText(row.day))),
    row.isFirstNew && el("div", { class: "first-new" }, el("span", {}, t("feed.new"))),
    el("div", { class: "body" }, body),
  );
}

/** The name of a row for screen readers. */
function label({ entry, unsent }, { store }) {
  if (entry?.kind === "event") {
    return null;
  }
  const who = unsent ? store.self : entry.author;
  const time = unsent ? new Date(unsent.timeMs) : entry.time;
  return t("message.label", { author: userName(who), time: timeText(time) });
}

function messageBody(row, context) {
  const { entry } = row;
  if (row.isFolded) {
    return [head(entry.author, entry.time, row), el("div", { class: "content" }, unfold(entry, context))];
  }
  const isRedacted = entry.kind === "redacted";
  const isAction = !isRedacted && actionOf(entry.text) !== null;
  return [
    head(entry.author, entry.time, row),
    el(
      "div",
      { class: "content" },
      !row.isContinued && !isAction && author(entry.author, entry.time),
      !isRedacted && entry.replyTo > 0 && !isOwnThread(row, context) && quote(row, context),
      isRedacted ? el("p", { class: "gone" }, t("message.deleted")) : text(row, context),
      !isRedacted && entry.reactions.length > 0 && reactions(entry, context),
      !isRedacted && entry.replyCount > 0 && !context.isThread && replies(entry, context),
    ),
  ];
}

/** Stands for the message of a blocked user. */
function unfold(entry, { act }) {
  return button(
    { class: "fold link", "aria-expanded": "false", click: () => act("unfold", entry) },
    t("message.folded"),
  );
}

/** Whether a message in a thread answers the first message, if that is kept. */
function isOwnThread({ entry, quoted }, { isThread }) {
  return isThread && entry.replyTo === entry.threadRoot && quoted !== null;
}

function head(who, time, { isContinued }) {
  return isContinued
    ? timeElement(time, { class: "beside", "aria-hidden": "true" }, narrowTimeText)
    : avatar(who.name ?? "");
}

function author(who, time) {
  return el(
    "div",
    { class: "by" },
    bdi(userName(who), "author"),
    who.kind === "USER_KIND_GUEST" && el("span", { class: "badge" }, t("user.guest")),
    timeElement(time),
  );
}

export function timeElement(time, properties = {}, written = timeText) {
  return el("time", { datetime: time.toISOString(), title: fullTimeText(time), ...properties }, written(time));
}

function text(row, { store }) {
  const { entry } = row;
  const known = knownNames(store.people.namesOf(entry.mentions));
  const content = textElement(entry.text, entry.author, entry.time, row, known, store.self.name);
  if (entry.isEdited) {
    content.append(el("span", { class: "edited" }, t("message.edited")));
  }
  if (row.isPinned) {
    content.append(el("span", { class: "pinned" }, glyph("pin"), t("message.pinned")));
  }
  return folding(content, entry.text);
}

/** The text of an action begins with its author, so there is no line with the author above it. */
function textElement(raw, who, time, { isContinued }, known, selfName) {
  const action = actionOf(raw);
  if (action === null) {
    return el("div", { class: "text" }, rich(raw, known, selfName));
  }
  const content = el("div", { class: "text action" }, rich(action, known, selfName));
  const first = content.firstElementChild;
  const line = first?.tagName === "P" ? first : content;
  line.prepend(bdi(userName(who), "author"), " ");
  if (!isContinued) {
    line.append(" ", timeElement(time));
  }
  return content;
}

function folding(content, raw) {
  if (raw.length < LONG_CHARS && raw.split("\n").length < LONG_LINES) {
    return content;
  }
  content.classList.add("folded");
  const toggle = button(
    {
      class: "fold link",
      "aria-expanded": "false",
      click: () => {
        const isFolded = content.classList.toggle("folded");
        toggle.setAttribute("aria-expanded", String(!isFolded));
        toggle.textContent = t(isFolded ? "message.more" : "message.less");
      },
    },
    t("message.more"),
  );
  return [content, toggle];
}

/** The words for a message that another row quotes. */
function excerpt(quoted, charsMax = 100) {
  if (!quoted) {
    return t(quoted === null ? "message.gone" : "message.earlier");
  }
  if (quoted.isFolded) {
    return t("message.folded");
  }
  return quoted.text === null
    ? t("message.deleted")
    : [
        bdi(userName(quoted.author), "author"),
        " ",
        el("span", { dir: "auto" }, plainLine(actionOf(quoted.text) ?? quoted.text, charsMax)),
      ];
}

function quote({ entry, quoted }, { act }) {
  return button(
    {
      class: "quote",
      "aria-label": quoted?.text ? t("message.answers", { author: userName(quoted.author) }) : null,
      click: () => act("show", entry),
    },
    glyph("reply"),
    el("span", { class: "line" }, excerpt(quoted)),
  );
}

function reactions(entry, { act }) {
  return el(
    "div",
    { class: "reactions" },
    entry.reactions.map(({ reaction, count, isOwn }) =>
      button(
        {
          class: "reaction",
          "aria-pressed": String(isOwn),
          "aria-label": t("reaction.label", { reaction: safeLine(reaction, 16), n: count }),
          click: () => act("toggle", entry, reaction),
        },
        el("span", { class: "emoji" }, safeLine(reaction, 16)),
        el("span", {}, String(count)),
      ),
    ),
  );
}

function replies(entry, { act }) {
  return button(
    { class: "replies link", click: () => act("thread", entry) },
    glyph("thread"),
    t("message.replies", { n: entry.replyCount }),
  );
}

function unsentBody(row, context) {
  const { unsent } = row;
  const time = new Date(unsent.timeMs);
  const content = textElement(unsent.text, context.store.self, time, row, knownNames([]), "");
  return [
    head(context.store.self, time, row),
    el(
      "div",
      { class: "content" },
      !row.isContinued && actionOf(unsent.text) === null && author(context.store.self, time),
      folding(content, unsent.text),
      state(unsent, context),
    ),
  ];
}

function state(unsent, { act }) {
  if (unsent.state !== FAILED && unsent.state !== UNKNOWN) {
    return el("p", { class: "state" }, t("unsent.pending"));
  }
  return el(
    "p",
    { class: "state failed" },
    t(unsent.state === FAILED ? "unsent.failed" : "unsent.unknown"),
    unsent.sentence && el("span", { dir: "auto" }, ` ${safeLine(unsent.sentence, 300)}`),
    " ",
    unsent.reason === "NO_SUCH_MESSAGE"
      ? button({ class: "link", click: () => act("send-without-reply", unsent) }, t("unsent.send-without-reply"))
      : button({ class: "link", click: () => act("retry", unsent) }, t("unsent.retry")),
    button({ class: "link", click: () => act("discard", unsent) }, t("unsent.discard")),
  );
}

function eventBody({ entry, quoted }, { act }) {
  const who = bdi(userName(entry.author), "author");
  const detail = entry.detail;
  const member = bdi(userName(detail.member), "author");
  const values = {
    who,
    member,
    guest: bdi(userName(detail.guest), "author"),
    name: bdi(safeLine(detail.name ?? "")),
    topic: el("q", { dir: "auto" }, safeText(detail.topic ?? "")),
    message: detail.messageSeq && button({ class: "link", click: () => act("show", entry) }, excerpt(quoted, 60)),
    interval: intervalText(detail.intervalSeconds ?? 0),
    role: detail.role ? t(`role.${detail.role.replace("ROLE_", "")}`) : "",
  };
  return [
    el("span", { class: "dot", "aria-hidden": "true" }),
    el(
      "p",
      { class: "content" },
      entry.what === "audited" ? auditSentence(entry) : sentence(eventText(entry), values),
      MEASURES.includes(entry.what) && el("span", { dir: "auto" }, termsText(detail)),
      " ",
      timeElement(entry.time),
    ),
  ];
}

/** The text of an event's line. */
function eventText({ what, detail, author: { id, name } }) {
  switch (what) {
    case "memberJoined":
      return detail.member.id === id ? "event.memberJoined" : "event.invited";
    case "topicChanged":
      return detail.topic ? "event.topicChanged" : "event.topicRemoved";
    case "slowModeChanged":
      return detail.intervalSeconds ? "event.slowModeChanged" : "event.slowModeRemoved";
    case "roomCreated":
      return detail.kind === "ROOM_KIND_DIRECT" ? "event.directCreated" : "event.roomCreated";
    case "guestRegistered":
      return detail.guest.name === name ? "event.guestRegistered" : "event.guestRegisteredAs";
    case "memberUnbanned":
      return id === SERVER_ID ? "event.banEnded" : "event.memberUnbanned";
    case "memberUnmuted":
      return id === SERVER_ID ? "event.muteEnded" : "event.memberUnmuted";
    default:
      return `event.${what}`;
  }
}
