/** @file What can go wrong while requests wait for an answer. */
import { LexopsError } from "../../foundation/index.ts";

/** More work arrives than is done; what is refused now may be asked again shortly. */
export class QueueFullError extends LexopsError {
  readonly code = "serving/queue-full";
  readonly kind = "unavailable";
  constructor(waiting: number, limit: number) {
    super(
      `${waiting} texts are waiting already, and at most ${limit} may wait.`,
      "Try again in a moment, send fewer texts at once, or serve with a larger queue limit.",
    );
  }
}

/** No new work is taken, because the server is stopping. */
export class BatcherClosedError extends LexopsError {
  readonly code = "serving/closing";
  readonly kind = "unavailable";
  constructor() {
    super("The server is shutting down and takes no new texts.", "Ask another server, or wait until it runs again.");
  }
}
