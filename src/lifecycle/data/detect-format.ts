/** @file Which format a file has: decided by its first bytes, its name only breaks ties. */
import { UnknownFormatError } from "./errors.ts";
import { extensionOf } from "./file-extension.ts";
import { formats } from "./formats/catalog.ts";
import type { TextFormat } from "./formats/table-format.ts";

const parquetMagic = Buffer.from("PAR1");

/** Beginnings of files that are something else, with what they are. */
const others: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], "it is a PNG picture"],
  [[0xff, 0xd8, 0xff], "it is a JPEG picture"],
  [[0x47, 0x49, 0x46, 0x38], "it is a GIF picture"],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "it is a PDF document"],
  [[0x50, 0x4b, 0x03, 0x04], "it is a zip archive (an .xlsx workbook is one too)"],
  [[0x50, 0x4b, 0x05, 0x06], "it is an empty zip archive"],
  [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], "it is an old Microsoft Office document (.xls, .doc)"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], "it is an SQLite database"],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], "it is an Arrow file"],
  [[0x4f, 0x62, 0x6a, 0x01], "it is an Avro file"],
  [[0x4f, 0x52, 0x43, 0x0a], "it is an ORC file"],
  [[0x28, 0xb5, 0x2f, 0xfd], "it is packed with zstd"],
  [[0x42, 0x5a, 0x68], "it is packed with bzip2"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "it is packed with xz"],
  [[0x37, 0x7a, 0xbc, 0xaf], "it is a 7z archive"],
  [[0x89, 0x48, 0x44, 0x46], "it is an HDF5 file"],
  [[0x7f, 0x45, 0x4c, 0x46], "it is a program"],
  [[0x80, 0x04, 0x95], "it is a Python pickle"],
  [[0x1f, 0x8b], "it is packed with gzip twice"],
];

/** Whether unpacked bytes begin a Parquet file. @throws UnknownFormatError when they begin something that is no table */
export function isParquet(head: Buffer, file: string): boolean {
  if (head.subarray(0, 4).equals(parquetMagic)) return true;
  if (extensionOf(file) === ".parquet")
    throw new UnknownFormatError(file, "it is named .parquet but does not begin with PAR1");
  for (const [bytes, what] of others)
    if (bytes.every((byte, index) => head[index] === byte)) throw new UnknownFormatError(file, what);
  if (head.length > 262 && head.toString("latin1", 257, 262) === "ustar")
    throw new UnknownFormatError(file, "it is a tar archive");
  return false;
}

/** The format of text, from its beginning in UTF-8. @throws UnknownFormatError */
export function textFormat(head: Buffer, file: string): TextFormat {
  refuseBinary(head, file);
  const start = head.toString("utf8", 0, 512).trimStart();
  const extension = extensionOf(file);
  if (/^<(!doctype|html|\?xml)/i.test(start))
    throw new UnknownFormatError(file, `it is an ${/^<\?xml/i.test(start) ? "XML" : "HTML"} document`);
  for (const { text } of Object.values(formats)) {
    if (text === undefined || !text.recognises({ head, start, extension })) continue;
    if (text === formats.csv.text && (/^\[\s*[{["]/.test(start) || extension === ".json"))
      throw new UnknownFormatError(
        file,
        "it is one JSON value and no list of Label Studio's tasks; write one object a line instead",
      );
    return text;
  }
  throw new UnknownFormatError(file, "nothing recognises it");
}

const BINARY_CHECK_BYTES = 1 << 16;

/** Text has hardly any control characters; a few stray NULs are reported later, with their rows. */
function refuseBinary(head: Buffer, file: string): void {
  let controls = 0;
  for (const byte of head.subarray(0, BINARY_CHECK_BYTES))
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++;
  if (controls > 2 && controls > Math.min(head.length, BINARY_CHECK_BYTES) * 0.05)
    throw new UnknownFormatError(file, "it holds binary data");
}
