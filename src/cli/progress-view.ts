/** @file Progress on standard error: a bar in a terminal, a line now and then elsewhere. */
import type { Clock, Progress, ProgressEvent } from "../foundation/index.ts";

/** Where progress is shown. */
export interface ProgressView {
  readonly progress: Progress;
  /** Prints a line without spoiling the bar. */
  line(text: string): void;
  /** Removes an unfinished bar. */
  clear(): void;
}

const redrawMs = 100;
const plainLineMs = 10_000;
/** Metrics of an event that are shown; the first ones are those that matter most. */
const metricsShown = 3;
/** What took less is not worth a line. */
const worthALineMs = 300;

/** Shows progress through `write`. Rates and times come from `clock`. */
export function createProgressView(options: {
  readonly write: (text: string) => void;
  readonly clock: Clock;
  readonly terminal: boolean;
  readonly quiet: boolean;
  readonly width: () => number;
}): ProgressView {
  const { write, clock, terminal, quiet, width } = options;
  let task: { readonly name: string; readonly startMs: number; readonly startDone: number; done: number } | undefined;
  let lastShownMs = Number.NEGATIVE_INFINITY;
  let barShown = false;

  function clear(): void {
    if (barShown) write("\r\u001b[2K");
    barShown = false;
  }

  function progress(event: ProgressEvent): void {
    const nowMs = clock.monotonicMs();
    // What goes back has begun anew: the same work on the next part of the data.
    if (task?.name !== event.task || event.done < task.done) {
      task = { name: event.task, startMs: nowMs, startDone: event.done, done: event.done };
      lastShownMs = terminal ? Number.NEGATIVE_INFINITY : nowMs;
    }
    task.done = event.done;
    const elapsedMs = nowMs - task.startMs;
    if (event.finished === true) {
      clear();
      if (elapsedMs >= worthALineMs) write(`${finishedLine(event, elapsedMs)}\n`);
      task = undefined;
    } else if (nowMs - lastShownMs >= (terminal ? redrawMs : plainLineMs)) {
      lastShownMs = nowMs;
      const rate = elapsedMs > 0 ? ((event.done - task.startDone) / elapsedMs) * 1000 : 0;
      if (terminal) write(`\r\u001b[2K${barLine(event, rate, width())}`);
      else write(`${event.task}: ${parts(event, rate).join(", ")}\n`);
      barShown = terminal;
    }
  }

  return {
    progress: quiet ? () => {} : progress,
    line(text) {
      clear();
      write(`${text}\n`);
    },
    clear,
  };
}

function barLine(event: ProgressEvent, rate: number, width: number): string {
  const tail = parts(event, rate).join("  ");
  const cells = Math.max(0, Math.min(24, width - event.task.length - tail.length - 5));
  const share = event.total ? Math.min(1, event.done / event.total) : 0;
  const full = Math.round(share * cells);
  const bar = event.total !== undefined && cells > 4 ? ` ${"━".repeat(full)}${"─".repeat(cells - full)}` : "";
  return `${event.task}${bar} ${tail}`.slice(0, Math.max(10, width - 1));
}

function parts({ done, total, unit, metrics }: ProgressEvent, rate: number): string[] {
  const shown = total === undefined ? "" : `${Math.floor((100 * done) / Math.max(1, total))} %`;
  const count = `${amount(done, unit)}${total === undefined ? "" : ` of ${amount(total, unit)}`} ${unitName(unit)}`;
  const left =
    total !== undefined && rate > 0 && done < total ? `${duration(((total - done) / rate) * 1000)} left` : "";
  return [shown, count, rate > 0 ? `${amount(rate, unit)} ${unitName(unit)}/s` : "", left, ...figures(metrics)].filter(
    (part) => part !== "",
  );
}

function finishedLine({ task, done, unit, metrics }: ProgressEvent, elapsedMs: number): string {
  return [`${task}: ${amount(done, unit)} ${unitName(unit)} in ${duration(elapsedMs)}`, ...figures(metrics)].join(", ");
}

function figures(metrics: ProgressEvent["metrics"]): string[] {
  const shown = Object.entries(metrics ?? {}).slice(0, metricsShown);
  return shown.map(([name, value]) => `${name} ${figure(value)}`);
}

const unitName = (unit: string) => (unit === "bytes" ? "MB" : unit);

function amount(count: number, unit: string): string {
  if (unit === "bytes") return (count / 1e6).toFixed(1);
  return count > 0 && count < 10 && !Number.isInteger(count)
    ? count.toFixed(1)
    : Math.round(count).toLocaleString("en-US");
}

const figure = (value: number) => (Number.isInteger(value) ? String(value) : value.toPrecision(4));

/** Milliseconds for people: `0.4 s`, `12 s`, `3 min 20 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
