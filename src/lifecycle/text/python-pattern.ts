/** @file Python's regular expressions as JavaScript's: the same matches, or a clear refusal. */
import { BadTokenPatternError } from "./errors.ts";
import { SPACE_CLASS, WORD_CLASS } from "./unicode-classes.ts";

/** A translated pattern. */
export interface PythonPattern {
  /** With the flags `g` and `u`. */
  readonly expression: RegExp;
  /** 0, or 1 where the group is the token. */
  readonly groups: number;
}

interface Classes {
  readonly word: string;
  readonly space: string;
  readonly digit: string;
}

const unicodeClasses: Classes = { word: WORD_CLASS, space: SPACE_CLASS, digit: "\\p{Nd}" };
const asciiClasses: Classes = { word: "a-zA-Z0-9_", space: "\\t-\\r\\x20", digit: "0-9" };

/** Translates a pattern in the syntax of Python's `re`. @throws BadTokenPatternError */
export function pythonPattern(pattern: string): PythonPattern {
  const { flags, body } = leadingFlags(pattern);
  const classes = flags.has("a") ? asciiClasses : unicodeClasses;
  const source = new Translation(pattern, body, classes, flags);
  const translated = source.run();
  let expression: RegExp;
  try {
    expression = new RegExp(translated, flags.has("i") ? "giu" : "gu");
  } catch (cause) {
    throw new BadTokenPatternError(pattern, cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const groups = new RegExp(`${translated}|`, "u").exec("")!.length - 1;
  if (groups > 1) throw new BadTokenPatternError(pattern, `it has ${groups} groups`);
  return { expression, groups };
}

/** The tokens of a text: Python's `findall`. */
export function findTokens({ expression, groups }: PythonPattern, text: string): string[] {
  if (groups === 0) return text.match(expression) ?? [];
  return Array.from(text.matchAll(expression), (match) => match[1] ?? "");
}

function leadingFlags(pattern: string): { readonly flags: ReadonlySet<string>; readonly body: string } {
  const found = /^(?:\(\?[aimsux]+\))+/.exec(pattern)?.[0] ?? "";
  return { flags: new Set(found.replace(/[()?]/g, "")), body: pattern.slice(found.length) };
}

/** Escapes that mean the same on both sides. */
const sameEscapes = new Set("nrtfv");

class Translation {
  readonly #whole: string;
  readonly #body: string;
  readonly #classes: Classes;
  readonly #flags: ReadonlySet<string>;
  #at = 0;

  constructor(whole: string, body: string, classes: Classes, flags: ReadonlySet<string>) {
    this.#whole = whole;
    this.#body = body;
    this.#classes = classes;
    this.#flags = flags;
  }

  run(): string {
    if (this.#flags.has("x")) this.#refuse("the verbose flag (?x) is not supported");
    let out = "";
    while (this.#at < this.#body.length) out += this.#next();
    return out;
  }

  #refuse(problem: string): never {
    throw new BadTokenPatternError(this.#whole, problem);
  }

  #next(): string {
    const character = this.#body[this.#at]!;
    if (character === "\\") return this.#escape(false);
    if (character === "[") return this.#set();
    if (character === "(") return this.#group();
    this.#at++;
    if (character === ".") return this.#flags.has("s") ? "[\\s\\S]" : "[^\\n]";
    if (character === "^") return this.#flags.has("m") ? "(?<![^\\n])" : "(?<![\\s\\S])";
    if (character === "$") return this.#flags.has("m") ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))";
    if (character === "}" || character === "]") return `\\${character}`;
    if (character === "{") return this.#brace();
    if ("*+?".includes(character)) return this.#quantifier(character);
    return character;
  }

  #quantifier(quantifier: string): string {
    if (this.#body[this.#at] === "+") this.#refuse(`the possessive quantifier "${quantifier}+" has no equivalent here`);
    return quantifier;
  }

  /** `{2,3}` repeats; any other brace stands for itself. `{,3}` starts at 0. */
  #brace(): string {
    const found = /^(\d*)(,?)(\d*)\}/.exec(this.#body.slice(this.#at));
    if (found === null || (found[1] === "" && found[2] === "") || found[0] === ",}") return "\\{";
    this.#at += found[0].length;
    return this.#quantifier(`{${found[1] === "" ? "0" : found[1]}${found[2]}${found[3]}}`);
  }

  #group(): string {
    const opening = /^\((?:\?(?:P<(\w+)>|P=(\w+)\)|#[^)]*\)|:|=|!|<=|<!|([aiLmsux-]*)[:)]|>|\())?/.exec(
      this.#body.slice(this.#at),
    )!;
    const text = opening[0];
    this.#at += text.length;
    if (opening[1] !== undefined) return `(?<${opening[1]}>`;
    if (opening[2] !== undefined) return `\\k<${opening[2]}>`;
    if (text.startsWith("(?#")) return "";
    if (opening[3] !== undefined && opening[3] !== "")
      return this.#refuse("flags inside the pattern are not supported");
    if (text === "(?>" || text === "(?(") return this.#refuse(`"${text}" has no equivalent here`);
    if (text === "(" && this.#body[this.#at] === "?") return this.#refuse("it has an unknown kind of group");
    return text;
  }

  /** One escape sequence, inside a set or outside. */
  #escape(inSet: boolean): string {
    const { word, space, digit } = this.#classes;
    const letter = this.#body[this.#at + 1];
    if (letter === undefined) return this.#refuse("it ends with a backslash");
    this.#at += 2;
    const wrap = (content: string) => (inSet ? content : `[${content}]`);
    if (letter === "w") return wrap(word);
    if (letter === "s") return wrap(space);
    if (letter === "d") return wrap(digit);
    if ("WSD".includes(letter)) {
      if (inSet) return this.#refuse(`"\\${letter}" inside a set is not supported; write the set the other way round`);
      return `[^${letter === "W" ? word : letter === "S" ? space : digit}]`;
    }
    if (letter === "b") return inSet ? "\\x08" : `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`;
    if (letter === "B" && !inSet) return `(?:(?<=[${word}])(?=[${word}])|(?<![${word}])(?![${word}]))`;
    if (letter === "A" && !inSet) return "(?<![\\s\\S])";
    if (letter === "Z" && !inSet) return "(?![\\s\\S])";
    if (letter === "a") return "\\x07";
    if (sameEscapes.has(letter)) return `\\${letter}`;
    if (letter === "x") return this.#codePoint(2);
    if (letter === "u") return this.#codePoint(4);
    if (letter === "U") return this.#codePoint(8);
    if (/[1-9]/.test(letter)) {
      if (inSet) return this.#refuse("octal escapes are not supported");
      return `\\${letter}`;
    }
    if (letter === "0") return this.#refuse("octal escapes are not supported");
    if (/[A-Za-z]/.test(letter)) return this.#refuse(`Python knows no escape "\\${letter}"`);
    return literal(letter);
  }

  #codePoint(digits: number): string {
    const hex = this.#body.slice(this.#at, this.#at + digits);
    if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex) || Number.parseInt(hex, 16) > 0x10ffff)
      return this.#refuse("it has a broken \\x, \\u or \\U escape");
    this.#at += digits;
    return `\\u{${hex.replace(/^0+(?=.)/, "")}}`;
  }

  /** A set such as `[a-z'\w]`. */
  #set(): string {
    let out = "[";
    this.#at++;
    if (this.#body[this.#at] === "^") {
      out += "^";
      this.#at++;
    }
    let first = true;
    for (;;) {
      const character = this.#body[this.#at];
      if (character === undefined) return this.#refuse("a set is not closed");
      if (character === "]" && !first) {
        this.#at++;
        return `${out}]`;
      }
      first = false;
      if (character === "\\") {
        out += this.#escape(true);
        continue;
      }
      this.#at++;
      if (character === "-") out += this.#dash(out);
      else out += "[]{}()|/^$.*+?".includes(character) ? `\\${character}` : character;
    }
  }

  /** A dash makes a range only between two single characters. */
  #dash(before: string): string {
    const next = this.#body[this.#at];
    const opens = before === "[" || before === "[^";
    return opens || next === "]" ? "\\-" : "-";
  }
}

function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
}
