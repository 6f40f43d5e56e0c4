/**
 * @file A text that remembers, for each of its code units, which part of the original it stands for. What happens to the
 * parts follows `NormalizedString` of Hugging Face's tokenizers, so that offsets are the same; ours count UTF-16 code units.
 */

/** A changed text; `starts[i]` and `ends[i]` are the range of the original that unit `i` stands for. */
export interface AlignedText {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/**
 * A code point of the result. `change` 0: it takes the place of one of the source; 1: it is new, and stands for what its
 * predecessor in the source stands for; -n: it takes the place of one, and the n that follow in the source vanish.
 */
export interface ChangedPoint {
  readonly point: string;
  readonly change: number;
}

/** A text that nothing has happened to. */
export function alignedText(text: string): AlignedText {
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  for (let at = 0; at < text.length; ) {
    const end = at + pointSize(text, at);
    starts.fill(at, at, end);
    ends.fill(end, at, end);
    at = end;
  }
  return { text, starts, ends };
}

/** Code units of the code point at a place: 1, or 2 for a surrogate pair. */
export function pointSize(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1;
}

/** A part of a text. */
export function sliceAligned({ text, starts, ends }: AlignedText, start: number, end: number): AlignedText {
  return { text: text.slice(start, end), starts: starts.subarray(start, end), ends: ends.subarray(start, end) };
}

/** The texts one after the other. */
export function joinAligned(parts: readonly AlignedText[]): AlignedText {
  if (parts.length === 1) return parts[0]!;
  const text = parts.map((part) => part.text).join("");
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let at = 0;
  for (const part of parts) {
    starts.set(part.starts, at);
    ends.set(part.ends, at);
    at += part.text.length;
  }
  return { text, starts, ends };
}

/**
 * The text made anew of changed code points.
 * @param removed code points of the source that vanish before the first
 */
export function changePoints(source: AlignedText, points: readonly ChangedPoint[], removed = 0): AlignedText {
  const text = points.map(({ point }) => point).join("");
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  const skip = (from: number, count: number) => {
    let next = from;
    for (let left = count; left > 0 && next < source.text.length; left--) next += pointSize(source.text, next);
    return next;
  };
  let from = skip(0, removed);
  let at = 0;
  for (const { point, change } of points) {
    const place = change > 0 ? from - 1 : from;
    const [start, end] = place < 0 ? [0, 0] : [source.starts[place] ?? 0, source.ends[place] ?? 0];
    starts.fill(start, at, at + point.length);
    ends.fill(end, at, at + point.length);
    at += point.length;
    if (change <= 0) from = skip(from, 1 - change);
  }
  return { text, starts, ends };
}

/** The code points that `keep` keeps. */
export function filterPoints(source: AlignedText, keep: (point: string) => boolean): AlignedText {
  const points: { point: string; change: number }[] = [];
  let removed = 0;
  for (const point of source.text) {
    if (keep(point)) points.push({ point, change: 0 });
    else if (points.length === 0) removed++;
    else points.at(-1)!.change--;
  }
  return points.length === source.text.length ? source : changePoints(source, points, removed);
}

/** Each code point by what `replace` gives for it. */
export function mapPoints(source: AlignedText, replace: (point: string) => string): AlignedText {
  const points: ChangedPoint[] = [];
  for (const point of source.text)
    for (const [number, next] of [...replace(point)].entries())
      points.push({ point: next, change: number === 0 ? 0 : 1 });
  return changePoints(source, points);
}

/** The text with something before it, which stands for what its first code point stands for. */
export function prepend(source: AlignedText, before: string): AlignedText {
  if (source.text.length === 0) return source;
  const first = sliceAligned(source, 0, pointSize(source.text, 0));
  const points = [...before, first.text].map((point, number) => ({ point, change: number === 0 ? 0 : 1 }));
  return joinAligned([changePoints(first, points), sliceAligned(source, first.text.length, source.text.length)]);
}

/** Every match by a text, which stands for the last code point of the match. */
export function replaceInAligned(source: AlignedText, pattern: RegExp, content: string): AlignedText {
  const parts: AlignedText[] = [];
  let done = 0;
  for (const { 0: found, index } of source.text.matchAll(pattern)) {
    if (found === "") continue;
    const end = index + found.length;
    if (index > done) parts.push(sliceAligned(source, done, index));
    const start = source.starts[end - 1]!;
    parts.push({
      text: content,
      starts: new Int32Array(content.length).fill(start),
      ends: new Int32Array(content.length).fill(source.ends[end - 1]!),
    });
    done = end;
  }
  if (done === 0) return source;
  parts.push(sliceAligned(source, done, source.text.length));
  return joinAligned(parts);
}

/** The range of the original that a part stands for. */
export function rangeInOriginal({ starts, ends }: AlignedText, start: number, end: number): readonly [number, number] {
  if (start < end) return [starts[start]!, ends[end - 1]!];
  const place = start < starts.length ? starts[start]! : (ends.at(-1) ?? 0);
  return [place, place];
}
