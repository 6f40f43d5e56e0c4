/** @file What a person reads of an e-mail as it was sent: its subject and the text of its body (RFC 5322, 2045, 2047). */
import { TextDecoder } from "node:util";

/** Parts of a multipart mail may hold parts; deeper ones are left out. */
const deepestPart = 4;

/** Subject and body as plain text; headers, attachments and markup are left out. */
export function mailText(mail: string): string {
  const normalised = mail.replaceAll("\r\n", "\n");
  const subject = headerOf(headersOf(normalised), "subject");
  return `${decodeWords(subject)}\n\n${bodyText(normalised, 0)}`.trim();
}

function bodyText(part: string, depth: number): string {
  const headers = headersOf(part);
  const body = part.slice(headers.length).replace(/^\n+/, "");
  const type = headerOf(headers, "content-type");
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (/^multipart\//i.test(type) && boundary !== null && depth < deepestPart) {
    const parts = body.split(`--${boundary[1] ?? boundary[2]}`).slice(1);
    return parts
      .filter((text) => !text.startsWith("--"))
      .map((text) => bodyText(text.replace(/^[ \t]*\n/, ""), depth + 1))
      .filter((text) => text !== "")
      .join("\n\n");
  }
  if (type !== "" && !/^(text|message)\b/i.test(type)) return "";
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? "utf-8";
  const decoded = decodeBody(body, headerOf(headers, "content-transfer-encoding"), charset);
  return (/^text\/html/i.test(type) ? withoutMarkup(decoded) : decoded).trim();
}

/** Everything up to the first empty line; nothing where the text does not begin like a header. */
function headersOf(mail: string): string {
  if (!/^[\w-]+:|^From /.test(mail)) return "";
  const end = mail.indexOf("\n\n");
  return end < 0 ? mail : mail.slice(0, end + 1);
}

function headerOf(headers: string, name: string): string {
  const found = new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, "im").exec(headers)?.[1] ?? "";
  return found.replace(/\n[ \t]+/g, " ").trim();
}

function decodeBody(body: string, encoding: string, charset: string): string {
  if (/^base64/i.test(encoding)) return decodeBytes(Buffer.from(body, "base64"), charset);
  if (/^quoted-printable/i.test(encoding)) return decodeQuoted(body.replace(/=[ \t]*\n/g, ""), charset);
  return body;
}

function decodeWords(text: string): string {
  return text.replace(/=\?([^?\s]+)\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/gi, (_, charset, kind, content) =>
    kind.toLowerCase() === "b"
      ? decodeBytes(Buffer.from(content, "base64"), charset)
      : decodeQuoted(content.replaceAll("_", " "), charset),
  );
}

function decodeQuoted(text: string, charset: string): string {
  return text.replace(/(?:=[0-9a-f]{2})+/gi, (run) =>
    decodeBytes(Buffer.from(run.replaceAll("=", ""), "hex"), charset),
  );
}

function decodeBytes(bytes: Uint8Array, charset: string): string {
  return decoderOf(charset).decode(bytes);
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder("windows-1252"); // a name that nobody knows is mostly a kind of latin-1
  }
}

function withoutMarkup(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, " ")
    .replace(/<!--[\s\S]*?-->/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;/gi, " ")
    .replace(/&lt;/gi, "<")
    .replace(/&gt;/gi, ">")
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, "&")
    .replace(/[ \t]+/g, " ")
    .replace(/\s*\n\s*/g, "\n");
}
