// A long list of which only what is visible, and a little around it, is in the document. Rows have any height; it is
// guessed until it was measured. What the reader looks at stays in its place, whatever comes or changes above it; who
// is at the end stays at the end.

import { el } from "./dom.js";
import { indexAt, RowHeights } from "./rowheights.js";

const AROUND_PX = 500;
const AT_END_PX = 24;
/** Guesses become measures within a few rounds; the rest is for the next time. */
const ROUNDS_MAX = 5;

export class VirtualList {
  #scroller;
  #make;
  #moved;
  #before = el("div", { role: "presentation" });
  #after = el("div", { role: "presentation" });
  #items = [];
  #index = new Map();
  #heights = new RowHeights();
  /** Key to { node, version }. */
  #rows = new Map();
  /** What is to stay in its place: { key, offsetPx } from the top, or null at the end. */
  #anchor = null;
  #sticks = true;
  #widthPx = 0;
  #observer;

  /**
   * @param scroller the element that scrolls; its only children are the rows
   * @param make gives an item's element
   * @param moved told whenever something else is visible
   */
  constructor(scroller, make, moved) {
    this.#scroller = scroller;
    this.#make = make;
    this.#moved = moved;
    scroller.replaceChildren(this.#before, this.#after);
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#observer = new ResizeObserver(() => this.#resized());
    this.#observer.observe(scroller);
  }

  /**
   * @param items in order, each with a key and a version; an item is made anew when its version is another, and takes the keyboard
   *   over from the one that had its `formerKey`
   * @param sticks whether who is at the end stays there when something is added
   */
  set(items, sticks) {
    this.#sticks = sticks;
    if (!sticks && this.#anchor === null) {
      this.#anchor = this.#anchorNow();
    }
    this.#items = items;
    this.#index = new Map(items.map((item, index) => [item.key, index]));
    this.#heights.retain(this.#index);
    this.#layout();
  }

  isAtEnd() {
    return this.#anchor === null;
  }

  toEnd() {
    this.#anchor = null;
    this.#layout();
  }

  /** Shows an item below the top, by a part of the height. */
  show(key, part = 0.3) {
    if (this.#index.has(key)) {
      this.#anchor = { key, offsetPx: this.#scroller.clientHeight * part };
      this.#layout();
    }
  }

  /** Where the reader is, for [restore]: null at the end. */
  place() {
    return this.#anchor;
  }

  /** Whether the place was there to be shown again. */
  restore(place) {
    if (!this.#index.has(place.key)) {
      return false;
    }
    this.#anchor = place;
    this.#layout();
    return true;
  }

  /** The items from that of one node to that of another, in order; without those that are in none. */
  between(node, other) {
    const [from, to] = [this.#indexOf(node), this.#indexOf(other)].sort((a, b) => a - b);
    return from === undefined || to === undefined ? [] : this.#items.slice(from, to + 1);
  }

  #indexOf(node) {
    for (const [key, row] of this.#rows) {
      if (row.node.contains(node)) {
        return this.#index.get(key);
      }
    }
    return undefined;
  }

  /** The element of an item, or undefined when it is not in the document. */
  node(key) {
    return this.#rows.get(key)?.node;
  }

  /** How far the first and the last item are out of sight: { earlierPx, laterPx }. */
  rest() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return { earlierPx: scrollTop, laterPx: scrollHeight - scrollTop - clientHeight };
  }

  /** The last item that is fully visible, or undefined. */
  lastVisible() {
    const bottom = this.#scroller.getBoundingClientRect().bottom + 1;
    let last;
    for (const item of this.#items) {
      const row = this.#rows.get(item.key);
      if (row && row.node.getBoundingClientRect().bottom <= bottom) {
        last = item;
      }
    }
    return last;
  }

  close() {
    this.#observer.disconnect();
  }

  #scrolled() {
    this.#anchor = this.#anchorNow();
    this.#layout();
  }

  #resized() {
    if (this.#scroller.clientWidth !== this.#widthPx) {
      this.#widthPx = this.#scroller.clientWidth;
      this.#heights.clear();
    }
    if (this.#scroller.clientHeight > 0) {
      this.#layout();
    }
  }

  /**
   * The first row that is visible; nothing when the reader is at the end; the place itself where no row is, as after a
   * long leap.
   */
  #anchorNow() {
    if (this.#seesEnd()) {
      return null;
    }
    const top = this.#scroller.getBoundingClientRect().top;
    for (const item of this.#items) {
      const row = this.#rows.get(item.key);
      const box = row?.node.getBoundingClientRect();
      if (box && box.bottom > top && box.top < top + this.#scroller.clientHeight) {
        return { key: item.key, offsetPx: box.top - top };
      }
    }
    return { topPx: this.#scroller.scrollTop };
  }

  #seesEnd() {
    return this.#sticks && this.rest().laterPx <= AT_END_PX;
  }

  #layout() {
    let isRight = false;
    for (let round = 0; round < ROUNDS_MAX && !isRight; round++) {
      const { tops, wanted, viewPx } = this.#plan();
      const seenFrom = indexAt(tops, wanted - AROUND_PX);
      const seenTo = Math.min(this.#items.length, indexAt(tops, wanted + viewPx + AROUND_PX) + 1);
      // What is marked stays, or it would not be marked any more.
      const marked = this.#marked();
      const from = Math.min(seenFrom, ...marked);
      const to = Math.max(seenTo, ...marked.map((index) => index + 1));
      this.#fill(from, to);
      isRight = this.#measure(from, to, seenFrom, seenTo);
      this.#adjust(from, to);
    }
    if (this.#anchor && (this.#anchor.key === undefined || this.#seesEnd())) {
      // Where no row was there are some now: what comes above them does not move them. And what is shown of a short
      // list is its end.
      this.#anchor = this.#anchorNow();
    }
    this.#moved();
  }

  /** Where the items are by the heights that are known, and which place of them is to be the first in sight. */
  #plan() {
    const tops = this.#heights.tops(this.#items);
    const total = tops[this.#items.length];
    const viewPx = this.#scroller.clientHeight;
    return { tops, total, viewPx, wanted: Math.max(0, Math.min(this.#wantedTop(tops, total, viewPx), total - viewPx)) };
  }

  /** Leaves the place of the items that are not in the document, and scrolls. */
  #adjust(from, to) {
    const { tops, total, viewPx, wanted } = this.#plan();
    // A short list ends where the reader looks: at the end.
    this.#before.style.height = `${tops[from] + Math.max(0, viewPx - total)}px`;
    this.#after.style.height = `${total - tops[to]}px`;
    if (Math.abs(this.#scroller.scrollTop - wanted) > 0.5) {
      this.#scroller.scrollTop = wanted;
    }
  }

  /** The indices of the rows in which a selection begins and ends. */
  #marked() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !this.#scroller.contains(selection.anchorNode)) {
      return [];
    }
    return [this.#indexOf(selection.anchorNode), this.#indexOf(selection.focusNode)].filter(
      (index) => index !== undefined,
    );
  }

  #wantedTop(tops, total, viewPx) {
    if (this.#anchor === null) {
      return total - viewPx;
    }
    const index = this.#index.get(this.#anchor.key);
    return index === undefined ? (this.#anchor.topPx ?? this.#scroller.scrollTop) : tops[index] - this.#anchor.offsetPx;
  }

  /** Has exactly the items from one index to another in the document. */
  #fill(from, to) {
    const wanted = new Set();
    for (let i = from; i < to; i++) {
      wanted.add(this.#items[i].key);
    }
    let heir;
    for (const [key, { node }] of this.#rows) {
      if (!wanted.has(key)) {
        if (node.contains(document.activeElement)) {
          // The focus of a row that goes stays in the list.
          this.#scroller.focus({ preventScroll: true });
          heir = this.#items.findLast(({ formerKey }) => formerKey === key);
        }
        node.remove();
        this.#rows.delete(key);
      }
    }
    let next = this.#before.nextSibling;
    for (let i = from; i < to; i++) {
      const item = this.#items[i];
      let row = this.#rows.get(item.key);
      if (row && row.version !== item.version) {
        next = next === row.node ? row.node.nextSibling : next;
        const hadFocus = row.node.contains(document.activeElement);
        row.node.remove();
        row = { node: this.#make(item), version: item.version };
        this.#rows.set(item.key, row);
        this.#scroller.insertBefore(row.node, next);
        if (hadFocus) {
          row.node.focus({ preventScroll: true });
        }
        continue;
      } else if (!row) {
        row = { node: this.#make(item), version: item.version };
        this.#rows.set(item.key, row);
      }
      if (row.node === next) {
        next = next.nextSibling;
      } else {
        this.#scroller.insertBefore(row.node, next);
      }
    }
    this.#rows.get(heir?.key)?.node.focus({ preventScroll: true });
  }

  /** @returns whether all heights were known; those out of sight are measured once */
  #measure(from, to, seenFrom, seenTo) {
    let isRight = true;
    for (let i = from; i < to; i++) {
      const { key } = this.#items[i];
      if ((i < seenFrom || i >= seenTo) && this.#heights.has(key)) {
        continue;
      }
      const height = this.#rows.get(key).node.getBoundingClientRect().height;
      isRight = this.#heights.set(key, height) && isRight;
    }
    return isRight;
  }
}
