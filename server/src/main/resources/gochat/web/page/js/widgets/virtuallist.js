// A long list with only its visible rows, and some around them, in the document. Rows may have any height, which is
// estimated until it was measured. When rows above change, the visible rows keep their place; a reader at the end stays at
// the end.

import { el } from "./dom.js";
import { indexAt, RowHeights } from "./rowheights.js";

const AROUND_PX = 500;
const AT_END_PX = 24;
/** Estimated heights are replaced by measured ones within a few rounds. */
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
  /** The row that keeps its place: { key, offsetPx } from the top; null at the end of the list. */
  #anchor = null;
  #followsEnd = true;
  #widthPx = 0;
  #viewPx = 0;
  #observer;

  /**
   * @param scroller the element that scrolls; the rows are its only children
   * @param make returns the element of an item
   * @param moved called when other rows are visible
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
   * @param items in order, each with a key and a version. The element of an item is made anew when its version changes. It
   *   gets the focus of the item with its `formerKey`
   * @param followsEnd whether a reader at the end stays there when items are added
   */
  set(items, followsEnd) {
    this.#followsEnd = followsEnd;
    if (!followsEnd && this.#anchor === null) {
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

  show(key, part = 0.3) {
    if (this.#index.has(key)) {
      this.#anchor = { key, offsetPx: this.#scroller.clientHeight * part };
      this.#layout();
    }
  }

  /** The place of the reader, for restore(); null at the end. */
  place() {
    return this.#anchor;
  }

  /** @returns whether the list has the place */
  restore(place) {
    if (!this.#index.has(place.key)) {
      return false;
    }
    this.#anchor = place;
    this.#layout();
    return true;
  }

  /** The items from the one with a node to the one with another; none if a node is in no item. */
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

  /** The element of an item; undefined if it is not in the document. */
  node(key) {
    return this.#rows.get(key)?.node;
  }

  /** The distances to the start and to the end of the list: { earlierPx, laterPx }. */
  distances() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return { earlierPx: scrollTop, laterPx: scrollHeight - scrollTop - clientHeight };
  }

  /** The last item whose end is visible, or undefined. */
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
    // When the height of the view changes, the browser may scroll first. That is no movement of the reader.
    if (this.#scroller.clientHeight === this.#viewPx) {
      this.#anchor = this.#anchorNow();
    }
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
   * The first visible row; null if the reader is at the end; { topPx } if there is no row at that place, as after a long
   * jump.
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
    return this.#followsEnd && this.distances().laterPx <= AT_END_PX;
  }

  #layout() {
    this.#viewPx = this.#scroller.clientHeight;
    let isRight = false;
    for (let round = 0; round < ROUNDS_MAX && !isRight; round++) {
      const { tops, wanted, viewPx } = this.#plan();
      const seenFrom = indexAt(tops, wanted - AROUND_PX);
      const seenTo = Math.min(this.#items.length, indexAt(tops, wanted + viewPx + AROUND_PX) + 1);
      // Rows with an end of the selection stay in the document, or the browser would drop the selection.
      const selected = this.#selected();
      const from = Math.min(seenFrom, ...selected);
      const to = Math.max(seenTo, ...selected.map((index) => index + 1));
      this.#fill(from, to);
      isRight = this.#measure(from, to, seenFrom, seenTo);
      this.#adjust(from, to);
    }
    if (this.#anchor && (this.#anchor.key === undefined || this.#seesEnd())) {
      // A place without rows has some now, which keep their place from now on. A short list is shown at its end.
      this.#anchor = this.#anchorNow();
    }
    this.#moved();
  }

  /** The positions of the items by the known heights, and the position that has to be at the top of the view. */
  #plan() {
    const tops = this.#heights.tops(this.#items);
    const total = tops[this.#items.length];
    const viewPx = this.#scroller.clientHeight;
    return { tops, total, viewPx, wanted: Math.max(0, Math.min(this.#wantedTop(tops, total, viewPx), total - viewPx)) };
  }

  /** Sets the heights of the space for items that are not in the document, and scrolls. */
  #adjust(from, to) {
    const { tops, total, viewPx, wanted } = this.#plan();
    // A short list is at the bottom of the view.
    this.#before.style.height = `${tops[from] + Math.max(0, viewPx - total)}px`;
    this.#after.style.height = `${total - tops[to]}px`;
    if (Math.abs(this.#scroller.scrollTop - wanted) > 0.5) {
      this.#scroller.scrollTop = wanted;
    }
  }

  /** The indices of the rows in which the selection begins and ends. */
  #selected() {
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

  /** Puts exactly the items from one index to another into the document. */
  #fill(from, to) {
    const wanted = new Set();
    for (let i = from; i < to; i++) {
      wanted.add(this.#items[i].key);
    }
    let successor;
    for (const [key, { node }] of this.#rows) {
      if (!wanted.has(key)) {
        if (node.contains(document.activeElement)) {
          // The focus of a removed row stays in the list.
          this.#scroller.focus({ preventScroll: true });
          successor = this.#items.findLast(({ formerKey }) => formerKey === key);
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
    this.#rows.get(successor?.key)?.node.focus({ preventScroll: true });
  }

  /** @returns whether all heights were known. Rows out of sight are measured only once */
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
