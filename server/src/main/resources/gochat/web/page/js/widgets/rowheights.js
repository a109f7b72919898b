// The heights of the rows of a list, and the positions that follow from them. A height is an estimate until the row was
// measured.

const ESTIMATE_PX = 56;
/** Smaller differences are rounding. */
const TOLERANCE_PX = 0.25;

export class RowHeights {
  #heights = new Map();

  has(key) {
    return this.#heights.has(key);
  }

  /** @returns whether the height was known before, measured or well estimated */
  set(key, heightPx) {
    const wasRight = Math.abs((this.#heights.get(key) ?? ESTIMATE_PX) - heightPx) <= TOLERANCE_PX;
    this.#heights.set(key, heightPx);
    return wasRight;
  }

  /** Drops the heights of keys that are not in a map. */
  retain(index) {
    for (const key of this.#heights.keys()) {
      if (!index.has(key)) {
        this.#heights.delete(key);
      }
    }
  }

  clear() {
    this.#heights.clear();
  }

  /** The top of each item, and the end of the last one. */
  tops(items) {
    const tops = new Float64Array(items.length + 1);
    for (let i = 0; i < items.length; i++) {
      tops[i + 1] = tops[i] + (this.#heights.get(items[i].key) ?? ESTIMATE_PX);
    }
    return tops;
  }
}

/** The index of the last item whose top is at or above a place. */
export function indexAt(tops, placePx) {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tops[middle] <= placePx) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return Math.min(low, Math.max(0, tops.length - 2));
}
