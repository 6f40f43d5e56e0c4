/** @file What the cells of a split or time column mean. */

const partNames: Readonly<Record<string, number>> = {
  train: 0,
  training: 0,
  trn: 0,
  validation: 1,
  valid: 1,
  validate: 1,
  val: 1,
  dev: 1,
  development: 1,
  test: 2,
  testing: 2,
  tst: 2,
  eval: 2,
  evaluation: 2,
};

/** 0 train, 1 validation, 2 test, or `undefined` for a word that names no part. */
export function splitPartOf(value: string | null): number | undefined {
  const word = value?.trim().toLowerCase() ?? "";
  return Object.hasOwn(partNames, word) ? partNames[word] : undefined;
}

/** A time as a number: ISO 8601 dates and times (UTC where they name no zone) as milliseconds, plain numbers as they are. */
export function parseTime(value: string | null): number | undefined {
  const text = value?.trim() ?? "";
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  }
  const match =
    /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(Z|[+-]\d{2}:?\d{0,2}| ?UTC)?)?)?$/i.exec(
      text,
    );
  if (match === null) return undefined;
  const [, year, month = "", day = "1", clock = "00:00", zone = "Z"] = match;
  const two = (part: string) => part.padStart(2, "0");
  const [hour = "", rest = "00", seconds = "00"] = clock.split(":");
  const offset = /^( ?UTC|Z)$/i.test(zone)
    ? "Z"
    : zone.length === 3
      ? `${zone}:00`
      : zone.length === 5
        ? `${zone.slice(0, 3)}:${zone.slice(3)}`
        : zone;
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${rest}:${seconds.replace(",", ".")}${offset}`;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
