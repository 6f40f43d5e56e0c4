/** @file HTTP over a predictor. */
import type { LoadedBundle } from "../lifecycle/bundle/index.ts";

/** How predictions are served. */
export interface ServeOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Texts that may wait; more are refused with 503 and Retry-After. */
  readonly queueLimit?: number;
  readonly bodyLimitBytes?: number;
  readonly textLimitBytes?: number;
}

/** A running server. */
export interface RunningServer {
  /** For example `http://127.0.0.1:8000`. */
  readonly url: string;
  /** Refuses new requests, finishes those accepted, then closes. */
  close(): Promise<void>;
}

/** Serves a bundle. @throws when the port is in use */
export async function startServer(bundle: LoadedBundle, options: ServeOptions = {}): Promise<RunningServer> {
  throw new Error(`Not written yet: ${bundle.labels} ${options.port}`);
}
