/** @file Tokens of stretches of text as BERT's rules give them: what is not ASCII looked up character by character. */
import { decodeAt, sizeOf } from "../utf8-bytes.ts";
import { alignedText, rangeInOriginal } from "./aligned-text.ts";
import { bytesBefore } from "./byte-places.ts";
import type { ByteSpeller, TokenModel } from "./model.ts";
import type { Normalizer } from "./normalizers.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";
import type { TokenList } from "./token-list.ts";

/** What a character does: parts words, belongs to one, is one by itself, or is nothing that can be said without its neighbours. */
const SEPARATES = 0;
const BELONGS = 1;
const STANDS_ALONE = 2;
const DEPENDS = 3;

interface Character {
  readonly role: number;
  /** The UTF-8 of what it becomes; nothing where it vanishes. */
  readonly spelling: Uint8Array;
}

/** What a text goes through. */
interface BertParts {
  readonly normalize: Normalizer;
  readonly preTokenize: PreTokenizer;
  readonly model: TokenModel;
}

const encoder = new TextEncoder();

/**
 * Makes what spells a stretch of text that no word reaches out of; one word, or several where there are characters beyond
 * ASCII. Places are those of the plain version.
 */
export function bertSpeller(parts: BertParts): ByteSpeller {
  const plain = plainSpeller(parts);
  const spell = parts.model.byteSpeller?.() ?? null;
  if (spell === null) return plain;
  const characterOf = characterTable(parts);
  /** [256] What letters of ASCII become, 0 for all else. */
  const letters = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte >= 0x80) return 0;
    const { role, spelling } = characterOf(byte);
    return role === BELONGS && spelling.length === 1 ? spelling[0]! : 0;
  });
  /** A word as it is normalised; for each of its bytes the range of the character that it comes from. */
  let word = new Uint8Array(1 << 8);
  let starts = new Int32Array(1 << 8);
  let ends = new Int32Array(1 << 8);
  let length = 0;

  function put({ spelling }: Character, start: number, end: number): void {
    if (length + spelling.length > word.length) {
      const [oldWord, oldStarts, oldEnds] = [word, starts, ends];
      const size = (length + spelling.length) * 2;
      word = new Uint8Array(size);
      starts = new Int32Array(size);
      ends = new Int32Array(size);
      word.set(oldWord);
      starts.set(oldStarts);
      ends.set(oldEnds);
    }
    for (const byte of spelling) {
      word[length] = byte;
      starts[length] = start;
      ends[length++] = end;
    }
  }

  function endWord(tokens: TokenList): void {
    if (length === 0) return;
    const from = tokens.count;
    spell!(word, 0, length, tokens);
    for (let at = from; at < tokens.count; at++) {
      tokens.starts[at] = starts[tokens.starts[at]!]!;
      tokens.ends[at] = ends[tokens.ends[at]! - 1]!;
    }
    length = 0;
  }

  return (bytes, start, end, tokens) => {
    const before = tokens.count;
    length = 0;
    for (let at = start; at < end; ) {
      const letter = letters[bytes[at]!]!;
      if (letter !== 0 && length < word.length) {
        word[length] = letter;
        starts[length] = at - start;
        ends[length++] = ++at - start;
        continue;
      }
      const point = decodeAt(bytes, at);
      const next = at + sizeOf(point);
      const character = characterOf(point);
      if (character.role === DEPENDS) {
        tokens.count = before;
        plain(bytes, start, end, tokens);
        return;
      }
      if (character.role !== BELONGS) endWord(tokens);
      if (character.role !== SEPARATES) put(character, at - start, next - start);
      if (character.role === STANDS_ALONE) endWord(tokens);
      at = next;
    }
    endWord(tokens);
  };
}

/** Whether a character changes places with marks before it in NFD; U+0345 gives way to all that does. */
function movesOver(character: string): boolean {
  const behind = `\u0345${character}`;
  return behind.normalize("NFD") !== behind;
}

/**
 * Looks at each character between two letters. BERT's rules change each by itself; marks only change places with marks, which
 * matters for the few that are not taken off.
 */
function characterTable({ normalize, preTokenize }: BertParts): (point: number) => Character {
  const known = new Map<number, Character>();
  const nothing = new Uint8Array(0);
  function classify(text: string): Character {
    if ([...text.normalize("NFD")].some((part) => movesOver(part) && !/\p{Mn}/u.test(part)))
      return { role: DEPENDS, spelling: nothing };
    const pieces = preTokenize(normalize(alignedText(`a${text}a`))).map((piece) => piece.text);
    const [first, middle] = pieces;
    if (pieces.length === 1) return { role: BELONGS, spelling: encoder.encode(first!.slice(1, -1)) };
    if (pieces.length === 2 && first === "a" && middle === "a") return { role: SEPARATES, spelling: nothing };
    if (pieces.length === 3 && first === "a" && pieces[2] === "a")
      return { role: STANDS_ALONE, spelling: encoder.encode(middle) };
    return { role: DEPENDS, spelling: nothing };
  }
  return (point) => {
    let character = known.get(point);
    if (character === undefined) {
      character = classify(String.fromCodePoint(point));
      known.set(point, character);
    }
    return character;
  };
}

function plainSpeller({ normalize, preTokenize, model }: BertParts): ByteSpeller {
  return (bytes, start, end, tokens) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8", start, end);
    const byteOfUnit = bytesBefore(text);
    for (const piece of preTokenize(normalize(alignedText(text))))
      for (const token of model.tokenize(piece.text)) {
        const [from, to] = rangeInOriginal(piece, token.start, token.end);
        tokens.push(token.id, byteOfUnit[from]!, byteOfUnit[to]!);
      }
  };
}
