/** @file The port through which immutable bytes are kept: each blob is named by the SHA-256 of its content. */

/** One blob. */
export interface BlobInfo {
  /** 64 lower-case hex digits; the blob's name. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A blob that was put. */
export interface PutBlob extends BlobInfo {
  /** False where the same content was there already, so that nothing more is stored. */
  readonly added: boolean;
}

/** A blob while it is written; visible to nobody before `commit`. */
export interface BlobWriter {
  /** Bytes may be reused once the promise is fulfilled. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves once the blob is durable. */
  commit(): Promise<PutBlob>;
  /** Leaves nothing; harmless after `commit`. */
  discard(): Promise<void>;
}

/** Random access to one blob. */
export interface BlobReader extends BlobInfo {
  /** Exactly `length` bytes from `offset`. @throws DamagedBlobError where there are fewer */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Blobs by content. Every implementation passes `test/storage/blob-store-suite.ts`. */
export interface BlobStore {
  /** Begins a blob whose content is not known yet. */
  create(): Promise<BlobWriter>;
  /** Keeps these bytes; costs nothing but their hash where they are there already. */
  put(content: Uint8Array): Promise<PutBlob>;
  /** A blob's bytes from first to last. @throws MissingBlobError, DamagedBlobError at the end where they are not what was put */
  get(sha256: string): AsyncIterable<Buffer>;
  /** @throws MissingBlobError */
  open(sha256: string): Promise<BlobReader>;
  find(sha256: string): Promise<BlobInfo | undefined>;
  /** In order of their names. */
  list(): AsyncIterable<BlobInfo>;
  /** Whether there was one to delete. */
  delete(sha256: string): Promise<boolean>;
}
