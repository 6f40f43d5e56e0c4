/** @file A binary heap: the first of many that come and go. */

/** Items of which the first can be taken at any time; both cost time in proportion to the logarithm of their number. */
export interface Heap<Item> {
  push(item: Item): void;
  /** Takes the first out; `undefined` where there is none. */
  pop(): Item | undefined;
}

/** Starts empty. @param isBefore a strict order; which of equals comes first is not told */
export function createHeap<Item>(isBefore: (left: Item, right: Item) => boolean): Heap<Item> {
  const items: Item[] = [];
  return {
    push(item) {
      let at = items.push(item) - 1;
      for (let above = (at - 1) >> 1; at > 0 && isBefore(item, items[above]!); above = (at - 1) >> 1) {
        items[at] = items[above]!;
        at = above;
      }
      items[at] = item;
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (first === undefined || last === undefined || items.length === 0) return first;
      let at = 0;
      for (;;) {
        let below = at * 2 + 1;
        if (below + 1 < items.length && isBefore(items[below + 1]!, items[below]!)) below++;
        if (below >= items.length || !isBefore(items[below]!, last)) break;
        items[at] = items[below]!;
        at = below;
      }
      items[at] = last;
      return first;
    },
  };
}
