// A list of rows of one height, with only the visible rows, and some around them, in the document.

import { eachFrame } from "./dom.js";

const AROUND_PX = 300;

export class WindowedList {
  #scroller;
  #list;
  #keyOf;
  #make;
  #items = [];
  #rowPx = 0;
  #observer;

  /**
   * @param scroller the element that scrolls, with the list and other elements
   * @param list the element that gets the rows
   * @param keyOf (item) returns its key, a string
   * @param make (item, index) returns its row
   */
  constructor(scroller, list, keyOf, make) {
    this.#scroller = scroller;
    this.#list = list;
    this.#keyOf = keyOf;
    this.#make = make;
    const draw = eachFrame(() => this.draw());
    scroller.addEventListener("scroll", draw, { passive: true });
    this.#observer = new ResizeObserver(draw);
    this.#observer.observe(scroller);
  }

  set(items) {
    this.#items = items;
    this.draw();
  }

  draw() {
    this.#rowPx ||= this.#measure();
    const { from, to } = this.#rowPx ? this.#window() : { from: 0, to: this.#items.length };
    const focused = this.#list.contains(document.activeElement) ? document.activeElement.closest("li") : null;
    const rows = this.#items.slice(from, to).map((item, index) => {
      const row = this.#make(item, from + index);
      row.dataset.key = this.#keyOf(item);
      return row;
    });
    this.#list.replaceChildren(...rows);
    this.#list.style.paddingBlock = `${from * this.#rowPx}px ${(this.#items.length - to) * this.#rowPx}px`;
    if (focused) {
      const row = rows.find(({ dataset }) => dataset.key === focused.dataset.key);
      row?.querySelector("a")?.focus({ preventScroll: true });
    }
  }

  /** Scrolls until an item is visible. */
  show(index) {
    const { top, viewPx } = this.#place();
    const rowTop = top + index * this.#rowPx;
    if (rowTop < 0) {
      this.#scroller.scrollTop += rowTop;
    } else if (rowTop + this.#rowPx > viewPx) {
      this.#scroller.scrollTop += rowTop + this.#rowPx - viewPx;
    }
    this.draw();
  }

  /** The indices of the items above and below the visible part that meet a condition: { above, below }. */
  outOfSight(accepts) {
    const { top, viewPx } = this.#place();
    const found = [...this.#items.keys()].filter((index) => accepts(this.#items[index]));
    return {
      above: found.filter((index) => top + (index + 1) * this.#rowPx <= 0),
      below: found.filter((index) => top + index * this.#rowPx >= viewPx),
    };
  }

  close() {
    this.#observer.disconnect();
  }

  /** The height of a row; 0 if no row can be measured yet. */
  #measure() {
    if (this.#items.length === 0) {
      return 0;
    }
    this.#list.replaceChildren(this.#make(this.#items[0], 0));
    return this.#list.firstElementChild.getBoundingClientRect().height;
  }

  #window() {
    const { top, viewPx } = this.#place();
    const last = this.#items.length;
    return {
      from: Math.max(0, Math.min(last, Math.floor((-top - AROUND_PX) / this.#rowPx))),
      to: Math.max(0, Math.min(last, Math.ceil((viewPx - top + AROUND_PX) / this.#rowPx))),
    };
  }

  /** The top of the list relative to the top of the view, and the height of the view. */
  #place() {
    const view = this.#scroller.getBoundingClientRect();
    return { top: this.#list.getBoundingClientRect().top - view.top, viewPx: view.height };
  }
}
