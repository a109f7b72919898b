// Popups beside a button: menus and pickers. A click elsewhere closes them.

import { button, el, onKey } from "./dom.js";
import { openLayer } from "./layers.js";

const GAP_PX = 6;

/**
 * @param anchor the element beside which the popup opens, and to which the focus returns
 * @returns a function that closes the popup
 */
export function openPopup(anchor, element) {
  const popup = el("div", { class: "popup", popover: "auto" }, element);
  document.body.append(popup);
  popup.addEventListener("toggle", (event) => {
    if (event.newState === "closed") {
      const hadFocus = popup.contains(document.activeElement) || document.activeElement === document.body;
      popup.remove();
      leaveLayer();
      if (hadFocus) {
        anchor.focus();
      }
    }
  });
  popup.showPopover();
  const leaveLayer = openLayer(() => popup.hidePopover());
  place(popup, anchor.getBoundingClientRect());
  return () => popup.hidePopover();
}

function place(popup, beside) {
  const { offsetWidth, offsetHeight } = popup;
  const left = Math.max(GAP_PX, Math.min(beside.right - offsetWidth, innerWidth - offsetWidth - GAP_PX));
  const below = beside.bottom + GAP_PX;
  const top = below + offsetHeight <= innerHeight ? below : Math.max(GAP_PX, beside.top - GAP_PX - offsetHeight);
  popup.style.left = `${left}px`;
  popup.style.top = `${top}px`;
}

/**
 * A menu.
 *
 * @param {({ name: string, icon?: string, isDanger?: boolean, act: () => void } | null)[]} items
 */
export function openMenu(anchor, label, items) {
  const entries = items.filter(Boolean).map((item) =>
    button(
      {
        role: "menuitem",
        tabindex: "-1",
        class: item.isDanger ? "danger" : null,
        click: () => (close(), item.act()),
      },
      item.name,
    ),
  );
  const menu = el(
    "div",
    { role: "menu", "aria-label": label, keydown: onKey((event) => move(event, entries)) },
    entries,
  );
  const close = openPopup(anchor, menu);
  entries[0]?.focus();
}

function move(event, entries) {
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    entries[(to + entries.length) % entries.length].focus();
  }
}
