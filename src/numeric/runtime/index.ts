/** @file The only door to ONNX Runtime. */
export { BrokenModelError, ModelInputError, ModelRunError, ReleasedSessionError } from "./errors.ts";
export { createSession, type NamedTensors, type Session, type SessionOptions } from "./session.ts";
