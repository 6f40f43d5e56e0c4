/** @file HTML entities, whole ones and those that lost their ampersand. */

/** The entities that texts from the web hold. */
const named: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" },
  ...{ ndash: "–", mdash: "—", hellip: "…", bull: "•", middot: "·" },
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»" },
  ...{ copy: "©", reg: "®", trade: "™", deg: "°", euro: "€", pound: "£", yen: "¥", cent: "¢", sect: "§" },
  ...{ agrave: "à", aacute: "á", acirc: "â", atilde: "ã", auml: "ä", aring: "å", aelig: "æ", ccedil: "ç" },
  ...{ egrave: "è", eacute: "é", ecirc: "ê", euml: "ë", igrave: "ì", iacute: "í", icirc: "î", iuml: "ï" },
  ...{ ntilde: "ñ", ograve: "ò", oacute: "ó", ocirc: "ô", otilde: "õ", ouml: "ö", oslash: "ø", szlig: "ß" },
  ...{ ugrave: "ù", uacute: "ú", ucirc: "û", uuml: "ü", yacute: "ý", yuml: "ÿ" },
  ...{ Agrave: "À", Aacute: "Á", Acirc: "Â", Auml: "Ä", Aring: "Å", AElig: "Æ", Ccedil: "Ç", Eacute: "É" },
  ...{ Ntilde: "Ñ", Oacute: "Ó", Ouml: "Ö", Oslash: "Ø", Uuml: "Ü" },
};

const names = Object.keys(named).join("|");

/** `&name;`, `&#39;`, `&#x27;`, and the remains `#39;` and ` quot;` that a program left which took ampersands out. */
export const entityPattern = new RegExp(
  `&(?:${names}|#\\d{1,7}|#[xX][0-9a-fA-F]{1,6});|(?<![\\w&])#\\d{2,5};|(?<![\\w&])(?:quot|amp|lt|gt|nbsp|apos);`,
  "g",
);

/** The text with every entity as its character; one that names none stays. */
export function decodeEntities(text: string): string {
  return text.replace(entityPattern, (entity) => {
    const body = entity.replace(/^&/, "").slice(0, -1);
    if (!body.startsWith("#")) return named[body] ?? entity;
    const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
  });
}
