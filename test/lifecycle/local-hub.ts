/** @file A hub on this machine: the addresses of Hugging Face's, over one folder, with faults on request. */
import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

/** One request as it came. */
export interface SeenRequest {
  /** "hub", or "store" where a redirect led. */
  readonly at: "hub" | "store";
  readonly url: string;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
}

/** What goes wrong, and how. */
export interface HubFaults {
  /** Cuts each answer of a large file after so many bytes. */
  cutAfterBytes?: number;
  /** Sends a large file whole whatever range is asked for. */
  ignoresRanges?: boolean;
  /** Changes a byte of large files. */
  spoils?: boolean;
  /** Answers the API with this status. */
  status?: number;
  /** Answers the API with this body. */
  body?: string;
  /** Needs this token. */
  token?: string;
  /** Where large files are redirected to, instead of the other port. */
  redirectsTo?: string;
  /** Sends so many bytes of a large file, and nothing more, without an end. */
  stallsAfterBytes?: number;
}

/** A hub that answers. */
export interface LocalHub {
  readonly endpoint: string;
  readonly commit: string;
  readonly seen: SeenRequest[];
  readonly faults: HubFaults;
  close(): Promise<void>;
}

const repository = "owner/tiny-bert";
const commit = "0123456789abcdef0123456789abcdef01234567";
const isLarge = (file: string) => file.endsWith(".safetensors");

/** Starts a hub with the files of a folder as `owner/tiny-bert`, main; large ones lie behind another port. */
export async function startLocalHub(folder: string, faults: HubFaults = {}): Promise<LocalHub> {
  const seen: SeenRequest[] = [];
  const content = (file: string) => readFileSync(path.join(folder, file));
  const files = globSync("**/*", { cwd: folder }).filter((file) => statSync(path.join(folder, file)).isFile());

  const entries = files.map((file) => {
    const bytes = content(file);
    const oid = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    const lfs = { oid: createHash("sha256").update(bytes).digest("hex"), size: bytes.length, pointerSize: 134 };
    return { type: "file", oid, size: bytes.length, path: file, ...(isLarge(file) ? { lfs } : {}) };
  });

  function note(at: SeenRequest["at"], request: IncomingMessage) {
    const { url = "", headers } = request;
    seen.push({ at, url, authorization: headers.authorization, range: headers.range });
  }

  const store = createServer((request, response) => {
    note("store", request);
    sendFile(
      content(decodeURIComponent(new URL(request.url!, "http://x").pathname.slice(1))),
      request,
      response,
      faults,
    );
  });

  function sendFile(bytes: Buffer, { headers }: IncomingMessage, response: ServerResponse, how: HubFaults) {
    const start = how.ignoresRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    const rest = Buffer.from(bytes.subarray(start));
    if (how.spoils) rest[rest.length - 1]! ^= 1;
    const range = { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length, ...(start > 0 ? range : {}) });
    const { cutAfterBytes, stallsAfterBytes } = how;
    if (stallsAfterBytes !== undefined) response.write(rest.subarray(0, stallsAfterBytes));
    else if (cutAfterBytes === undefined || cutAfterBytes >= rest.length) response.end(rest);
    else response.write(rest.subarray(0, cutAfterBytes), () => setTimeout(() => response.destroy(), 20));
  }

  const hub = createServer((request, response) => {
    note("hub", request);
    const { pathname, searchParams } = new URL(request.url!, "http://x");
    const send = (status: number, body: string, headers = {}) => response.writeHead(status, headers).end(body);
    if (faults.token !== undefined && request.headers.authorization !== `Bearer ${faults.token}`)
      return send(401, "Invalid username or password.");
    if (pathname.startsWith("/api/") && (faults.status !== undefined || faults.body !== undefined))
      return send(faults.status ?? 200, faults.body ?? "", { "retry-after": "17" });
    if (pathname === `/api/models/${repository}/revision/main`) return send(200, JSON.stringify({ sha: commit }));
    if (pathname === `/api/models/${repository}/tree/${commit}`) {
      const half = Math.ceil(entries.length / 2);
      if (searchParams.has("cursor")) return send(200, JSON.stringify(entries.slice(half)));
      const next = `<${endpoint}${pathname}?recursive=true&cursor=2>; rel="next"`;
      return send(200, JSON.stringify(entries.slice(0, half)), { link: next });
    }
    const file = decodeURIComponent(pathname).replace(`/${repository}/resolve/${commit}/`, "");
    if (!files.includes(file)) return send(404, "Entry not found");
    if (!isLarge(file)) return sendFile(content(file), request, response, {});
    const target = faults.redirectsTo ?? `${addressOf(store)}/${file}?signature=secret`;
    return response.writeHead(302, { location: target }).end();
  });

  await Promise.all(
    [hub, store].map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))),
  );
  const endpoint = addressOf(hub);
  return {
    endpoint,
    commit,
    seen,
    faults,
    async close() {
      for (const server of [hub, store].filter(({ listening }) => listening)) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
