/** @file What a repository holds at a revision. */
import { z } from "zod";
import { parseStrictJson } from "../../foundation/index.ts";
import { HubAnswerError } from "./errors.ts";
import { bytesOf, type HubClient, type HubRequest, hubRequest, withRetries } from "./hub-request.ts";
import { revisionUrl, treeUrl } from "./repository.ts";

/** A file as the hub describes it. */
export interface HubFile {
  /** `/` divides folders. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Of large files the SHA-256 of their content, of others Git's SHA-1 of the blob. */
  readonly checksum: { readonly type: "sha256" | "git-sha1"; readonly hex: string };
}

/** A repository at one commit. */
export interface HubListing {
  /** 40 hex digits. */
  readonly commit: string;
  readonly files: readonly HubFile[];
}

const answerLimitBytes = 16 * 1024 * 1024;
const mostPages = 100;
const tries = 4;

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const revisionAnswer = z.looseObject({ sha: hex(40) });
const size = z.int().min(0);
const treeAnswer = z.array(
  z.looseObject({
    type: z.string(),
    path: z.string(),
    size: size.optional(),
    oid: z.string(),
    lfs: z.looseObject({ oid: hex(64), size }).nullish(),
  }),
);

/** The commit that a revision is, and its files. @throws what a refusal means; HubAnswerError */
export async function listHubFiles(
  client: HubClient,
  repository: string,
  revision: string,
  signal: AbortSignal,
): Promise<HubListing> {
  const { settings } = client;
  const host = new URL(settings.endpoint).host;
  const what = revision === "main" ? `model ${repository}` : `model ${repository} with the revision ${revision}`;
  const about = { repository, what, signal };
  const first = await readJson(client, { ...about, url: revisionUrl(settings, repository, revision) }, revisionAnswer);
  const commit = first.value.sha;
  const files: HubFile[] = [];
  let url: string | undefined = treeUrl(settings, repository, commit);
  for (let page = 0; url !== undefined; page++) {
    if (page === mostPages) throw new HubAnswerError(host, `its list of files has more than ${mostPages} pages`);
    const answer: Answer<typeof treeAnswer> = await readJson(client, { ...about, url }, treeAnswer);
    for (const entry of answer.value) if (entry.type === "file") files.push(fileOf(entry, host));
    url = answer.next;
  }
  return { commit, files };
}

function fileOf({ path, size, oid, lfs }: z.output<typeof treeAnswer>[number], host: string): HubFile {
  if (lfs !== null && lfs !== undefined)
    return { path, sizeBytes: lfs.size, checksum: { type: "sha256", hex: lfs.oid } };
  if (size === undefined || !/^[0-9a-f]{40}$/.test(oid))
    throw new HubAnswerError(host, "its list of files has one without a size or checksum");
  return { path, sizeBytes: size, checksum: { type: "git-sha1", hex: oid } };
}

/** The next page, where the answer names one of the same hub. */
function nextPage(response: Response, url: string): string | undefined {
  const link = /<([^>]*)>\s*;\s*rel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
  if (link === undefined || !URL.canParse(link, url)) return undefined;
  const next = new URL(link, url);
  return next.origin === new URL(url).origin ? next.href : undefined;
}

interface Answer<Schema extends z.ZodType> {
  readonly value: z.output<Schema>;
  /** Where the list goes on. */
  readonly next: string | undefined;
}

async function readJson<Schema extends z.ZodType>(
  client: HubClient,
  request: HubRequest,
  schema: Schema,
): Promise<Answer<Schema>> {
  const { host } = new URL(request.url);
  const { response, bytes } = await withRetries(client, tries, request.signal, async () => {
    const answer = await hubRequest(client, request);
    return { response: answer, bytes: await readAnswer(client, answer, host, request.signal) };
  });
  try {
    return { value: schema.parse(parseStrictJson(bytes, 32)), next: nextPage(response, request.url) };
  } catch (error) {
    throw new HubAnswerError(host, "what it says of the model can't be understood", { cause: error });
  }
}

async function readAnswer(client: HubClient, response: Response, host: string, signal: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytesOf(client, response, signal)) {
    length += chunk.length;
    if (length > answerLimitBytes) throw new HubAnswerError(host, `an answer has more than ${answerLimitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
