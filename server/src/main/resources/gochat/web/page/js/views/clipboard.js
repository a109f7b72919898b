// Copies selected messages to the clipboard: each as "name, time: text", with the text as it was written.

import { dateTimeText, isSameDay, t, timeText } from "../texts/i18n.js";
import { userName } from "../texts/usernames.js";

/**
 * Puts the selected messages on the clipboard. A selection within one text is left to the browser.
 *
 * @param list a VirtualList: not all selected messages are in the document
 * @param self the author of unsent messages
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

/** The author, empty for the line of an event, and the selected part of the text. */
function contentOf({ entry, unsent }, node, range, self) {
  if (entry?.kind === "event") {
    return { author: "", text: node ? sentenceIn(node) : "" };
  }
  const author = userName(unsent ? self : entry.author);
  const text = entry?.kind === "redacted" ? t("message.deleted") : (unsent ?? entry).text;
  const shown = node?.querySelector(".text");
  return { author, text: shown ? selectedPart(shown, range, text) : text };
}

function sentenceIn(node) {
  const sentence = node.querySelector(".content").cloneNode(true);
  sentence.querySelector("time")?.remove();
  return sentence.textContent.trim();
}

/** The whole text as it was written if all of it is selected, otherwise the selected part as it is shown. */
function selectedPart(shown, range, text) {
  const whole = document.createRange();
  whole.selectNodeContents(shown);
  const part = range.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    part.setStart(whole.startContainer, whole.startOffset);
  }
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    part.setEnd(whole.endContainer, whole.endOffset);
  }
  const selected = part.toString();
  return selected === whole.toString() ? text : selected;
}

function textAround(node) {
  return (node instanceof Element ? node : node.parentElement)?.closest(".text");
}
