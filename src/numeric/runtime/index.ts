/** @file The only door to ONNX Runtime. */
export { BrokenModelError, ModelInputError, ModelRunError, ReleasedSessionError } from "./errors.ts";
export { createSession, type Session } from "./session.ts";
