// What is copied of a conversation: what is marked, one message after the other as "name, time: text", as it was written.

import { dateTimeText, isSameDay, t, timeText } from "../texts/i18n.js";

/**
 * Puts marked messages on the clipboard. What is marked within one text is the browser's matter.
 *
 * @param list the messages, as virtual.js holds them: not all that are marked are in the document
 * @param self whose messages are on their way
 */
export function copyMessages(event, list, self) {
  const selection = document.getSelection();
  if (selection.rangeCount === 0) {
    return;
  }
  const range = selection.getRangeAt(0);
  const within = textAround(range.startContainer);
  if (within && within === textAround(range.endContainer)) {
    return;
  }
  const items = list.between(range.startContainer, range.endContainer);
  const times = items.map(timeOf);
  const isOneDay = items.length > 0 && isSameDay(times[0], times.at(-1));
  const lines = items
    .map((item, index) => {
      const time = (isOneDay ? timeText : dateTimeText)(times[index]);
      const { author, text } = contentOf(item, list.node(item.key), range, self);
      return text && (author ? `${t("message.label", { author, time })}: ${text}` : `${time} ${text}`);
    })
    .filter(Boolean);
  if (lines.length > 0) {
    event.clipboardData.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  }
}

function timeOf({ entry, unsent }) {
  return entry?.time ?? new Date(unsent.timeMs);
}

/** The author, empty for what is no message, and as much of the text as is marked. */
function contentOf({ entry, unsent }, node, range, self) {
  if (entry?.kind === "event") {
    return { author: "", text: node ? sentenceIn(node) : "" };
  }
  const author = (unsent ? self : entry.author).name;
  const text = entry?.kind === "redacted" ? t("message.deleted") : (unsent ?? entry).text;
  const shown = node?.querySelector(".text");
  return { author, text: shown ? markedPart(shown, range, text) : text };
}

function sentenceIn(node) {
  const sentence = node.querySelector(".content").cloneNode(true);
  sentence.querySelector("time")?.remove();
  return sentence.textContent.trim();
}

/** The whole text as it was written when all that is shown of it is marked, or else the marked part as it is shown. */
function markedPart(shown, range, text) {
  const whole = document.createRange();
  whole.selectNodeContents(shown);
  const part = range.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    part.setStart(whole.startContainer, whole.startOffset);
  }
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    part.setEnd(whole.endContainer, whole.endOffset);
  }
  const marked = part.toString();
  return marked === whole.toString() ? text : marked;
}

function textAround(node) {
  return (node instanceof Element ? node : node.parentElement)?.closest(".text");
}
