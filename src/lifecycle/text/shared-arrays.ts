/** @file Typed arrays that all threads see. */

/** Zeros in a shared buffer. */
export const sharedInt32 = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4));
/** Zeros in a shared buffer. */
export const sharedFloat64 = (length: number) => new Float64Array(new SharedArrayBuffer(length * 8));
/** Zeros in a shared buffer. */
export const sharedFloat32 = (length: number) => new Float32Array(new SharedArrayBuffer(length * 4));
/** Zeros in a shared buffer. */
export const sharedBytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));
