/** @file One more thread that answers for a bundle. */
import { serveTasks } from "../foundation/index.ts";
import { loadBundle } from "../lifecycle/bundle/index.ts";
import { createBundleService } from "./bundle-service.ts";
import { type HttpListener, listenHttp } from "./listen-http.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Which bundle, and where to listen. */
export interface ListenRequest {
  readonly folder: string;
  readonly bundleId: string;
  readonly host: string;
  readonly port: number;
  readonly options: Omit<ServeOptions, "onDefect">;
}

let listener: HttpListener | undefined;

serveTasks({
  async listen({ folder, bundleId, host, port, options }: ListenRequest) {
    const bundle = await loadBundle(folder, { expectedId: bundleId, threads: 1 });
    listener = await listenHttp(createBundleService(bundle, options), options, { host, port, sharePort: true });
  },
  async close() {
    await listener?.close();
  },
});
