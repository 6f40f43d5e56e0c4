/** @file Reads a request's body up to a limit. */
import type { IncomingMessage } from "node:http";
import { CancelledError } from "../foundation/index.ts";
import { BodyTooLargeError, UnsupportedMediaTypeError } from "./errors.ts";

const jsonType = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The bytes of a JSON body. @throws UnsupportedMediaTypeError, BodyTooLargeError, CancelledError */
export function readJsonBody(request: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  const { "content-type": type = "nothing", "content-encoding": encoding = "identity" } = request.headers;
  if (!jsonType.test(type)) return Promise.reject(new UnsupportedMediaTypeError(type));
  if (encoding.toLowerCase() !== "identity")
    return Promise.reject(new UnsupportedMediaTypeError(`${type}, ${encoding}`));
  if (Number(request.headers["content-length"] ?? 0) > limitBytes)
    return Promise.reject(new BodyTooLargeError(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    request.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > limitBytes) {
        request.pause();
        reject(new BodyTooLargeError(limitBytes));
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on("error", () => reject(new CancelledError("The request"))); // also when the client goes away
  });
}
