/** @file The names of HTML's elements (the living standard and the obsolete ones), by what their tags leave behind. */

const words = (names: string) => new Set(names.split(" "));

/** Elements whose tags part words, as a browser shows them on a line or in a cell of their own. */
export const blockElements: ReadonlySet<string> = words(
  "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main marquee menu nav noframes noscript object ol optgroup option p param plaintext pre search section select source summary table tbody td template textarea tfoot th thead title tr track ul video xmp",
);

/** Elements within a line of text. */
export const inlineElements: ReadonlySet<string> = words(
  "a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink button canvas cite code data datalist del dfn em embed font i image img input ins kbd keygen label link map mark math meta meter nobr output picture progress q rb rbc rp rt rtc ruby s samp script slot small span spacer strike strong style sub sup svg time tt u var wbr",
);
