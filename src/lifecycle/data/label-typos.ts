/** @file Labels that are probably meant to be the same: "Positive " beside "positive", "postive" beside "positive". */

/** Two labels of which one looks like a slip. */
export interface LabelTypo {
  readonly label: string;
  readonly count: number;
  /** The more frequent label it resembles. */
  readonly meant: string;
  readonly meantCount: number;
}

/** A slip of the pen is rare; the other label is at least this many times as frequent. */
const RARER_BY = 20;

const folded = (label: string) => label.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();

/** Finds labels that differ from a more frequent one only in case, spaces or, where rare, by one letter. */
export function findLabelTypos(counts: ReadonlyMap<string, number>): LabelTypo[] {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const frequent = new Map<string, readonly [string, number]>();
  const typos: LabelTypo[] = [];
  for (const [label, count] of sorted) {
    const key = folded(label);
    const same = frequent.get(key);
    const near =
      same ??
      (frequent.size > 1000 || !/^\p{L}{5,}/u.test(key)
        ? undefined
        : [...frequent.values()].find(
            ([other, otherCount]) => otherCount >= count * RARER_BY && isOneEditAway(key, folded(other)),
          ));
    if (near === undefined) frequent.set(key, [label, count]);
    else typos.push({ label, count, meant: near[0], meantCount: near[1] });
  }
  return typos;
}

/** Whether one letter was added, left out, replaced, or swapped with its neighbour. Digits are never slips. */
function isOneEditAway(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  )
    end++;
  const leftPart = left.slice(start, left.length - end);
  const rightPart = right.slice(start, right.length - end);
  if (/\d/.test(leftPart + rightPart)) return false;
  if (leftPart.length <= 1 && rightPart.length <= 1) return true;
  return leftPart.length === 2 && rightPart === `${leftPart[1]}${leftPart[0]}`;
}
