/** @file Patterns of personal data that can be told by their form alone. */

/** One kind of personal data. */
export interface PersonalPattern {
  /** Plural, for lists. */
  readonly name: string;
  /** A quick look: where it fails, there is none. */
  readonly hint: RegExp;
  occursIn(text: string): boolean;
}

const mail = /(?<![\w.+-])[\w.+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}(?![\p{L}\p{N}])/u;
// An international prefix or a trunk zero, or brackets and separators as in North America; 8 to 15 digits in all.
const phone =
  /(?<![\w.,/-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){1,4}|\(\d{3}\) ?\d{3}[-. ]\d{4}|\d{3}[-.]\d{3}[-.]\d{4}|0\d{9,10}|0\d{2,4}[ -/]\d{3,4}[ -]?\d{3,4})(?![\w/]|[.,-]\d)/;
const cards = /(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d-])/g;
const ibans = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;

/** The patterns. */
export const personalPatterns: readonly PersonalPattern[] = [
  { name: "mail addresses", hint: /@/, occursIn: (text) => mail.test(text) },
  {
    name: "telephone numbers",
    hint: /\d{3}/,
    occursIn(text) {
      const match = phone.exec(text)?.[0];
      const digits = match?.replace(/\D/g, "").length ?? 0;
      return digits >= 8 && digits <= 15;
    },
  },
  { name: "card numbers", hint: /\d{4}/, occursIn: (text) => (text.match(cards) ?? []).some(isCardNumber) },
  {
    name: "bank account numbers (IBAN)",
    hint: /[A-Z]{2}\d{2}/,
    occursIn: (text) => (text.match(ibans) ?? []).some(isIban),
  },
];

/** Whether digits pass the check of ISO/IEC 7812 (Luhn) and begin as a card's do. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19 || !/^(?:4|5[1-5]|2[2-7]|3[0-9]|6)/.test(digits)) return false;
  if (/^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether letters and digits pass the check of ISO 13616 (modulo 97). */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(" ", "");
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
