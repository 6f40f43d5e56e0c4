/** @file Which hub, and as whom: what the environment says, under the names that Hugging Face's own tools read. */
import { BadHubSettingError, HubOfflineError } from "./errors.ts";

/** A hub and how to speak to it. */
export interface HubSettings {
  /** `https://huggingface.co`, or a mirror; without a slash at its end. */
  readonly endpoint: string;
  /** Sent to this endpoint only. */
  readonly token: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const isOn = (value: string | undefined) => /^(1|true|yes|on)$/i.test(value?.trim() ?? "");

/**
 * `HF_ENDPOINT` and `HF_TOKEN`. @throws HubOfflineError where `HF_HUB_OFFLINE` or `TRANSFORMERS_OFFLINE` forbids it;
 * BadHubSettingError
 */
export function hubSettings(env: Environment): HubSettings {
  for (const variable of ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
    if (isOn(env[variable])) throw new HubOfflineError(variable);
  const endpoint = endpointOf(env["HF_ENDPOINT"]?.trim() || "https://huggingface.co");
  const token = env["HF_TOKEN"]?.trim() || undefined;
  if (token !== undefined && !/^[\x21-\x7e]{1,1000}$/.test(token))
    throw new BadHubSettingError("HF_TOKEN", "a token has no spaces and no characters beyond ASCII");
  if (token !== undefined && endpoint.protocol === "http:" && !isOwnMachine(endpoint.hostname))
    throw new BadHubSettingError("HF_ENDPOINT", "HF_TOKEN is set, and over http everybody on the way could read it");
  return { endpoint: endpoint.href.replace(/\/+$/, ""), token };
}

function endpointOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw new BadHubSettingError("HF_ENDPOINT", "it is not an address that begins with https:// or http://");
  if (url.username !== "" || url.password !== "")
    throw new BadHubSettingError("HF_ENDPOINT", "it holds a password; a token belongs in HF_TOKEN");
  if (url.search !== "" || url.hash !== "") throw new BadHubSettingError("HF_ENDPOINT", "it has a query");
  return url;
}

const isOwnMachine = (hostname: string) => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
