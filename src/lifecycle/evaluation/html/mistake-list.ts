/** @file The mistakes the model was surest of, with the words that led it there. */
import { formatCount, formatFigure, formatShare } from "../number-format.ts";
import type { AttendedWord, Mistake } from "../report.ts";
import { html, type Markup } from "./markup.ts";

/** Each mistake with its text; words are marked by how much they mattered. */
export function mistakeList(mistakes: readonly Mistake[]): Markup {
  const explained = mistakes.some(({ words }) => words.length > 0);
  const attended = mistakes.some(({ attended: own = [] }) => own.length > 0);
  return html`${
    explained &&
    html`<p class="note">Each word was left out in turn: <mark class="toward" style="--heat:.4">marked like this</mark> it made the wrong answer likelier, <mark class="away" style="--heat:.4">like this</mark> less likely. The stronger, the more it mattered.</p>`
  }${
    attended &&
    html`<p class="note"><span class="attended">Framed</span> words got most of the model's attention in their text: it says where the model looked, not what that spoke for.</p>`
  }<ol class="mistakes">${mistakes.map(entry)}</ol>`;
}

function entry(mistake: Mistake): Markup {
  const { row, label, prediction, score, labelScore, about } = mistake;
  if (about !== undefined)
    return html`<li class="card"><p class="answer"><strong class="wrong" dir="auto">${about.label}</strong> ${about.given ? "given" : "missed"} with <span class="figure">${formatFigure(score)}</span> True: <span dir="auto">${label}</span>. Predicted: <span dir="auto">${prediction}</span> <span class="row">example ${formatCount(row + 1)}</span></p>
<blockquote dir="auto">${markedText(mistake)}</blockquote></li>`;
  return html`<li class="card"><p class="answer">True: <strong dir="auto">${label}</strong> <span class="figure">${formatFigure(labelScore)}</span> Predicted: <strong class="wrong" dir="auto">${prediction}</strong> <span class="figure">${formatFigure(score)}</span> <span class="row">example ${formatCount(row + 1)}</span></p>
<blockquote dir="auto">${markedText(mistake)}</blockquote></li>`;
}

function markedText({ excerpt, cut, words, attended = [] }: Mistake): Markup[] {
  const strongest = Math.max(...words.map(({ influence }) => Math.abs(influence)));
  const pieces: Markup[] = cut[0] ? [html`… `] : [];
  const plain = (from: number, to: number) => framed(excerpt, from, to, attended);
  let from = 0;
  for (const { start, end, influence } of words) {
    const heat = (0.1 + 0.35 * (Math.abs(influence) / strongest)).toFixed(2);
    const sign = influence < 0 ? "−" : "+";
    pieces.push(
      html`${plain(from, start)}<mark class="${influence > 0 ? "toward" : "away"}" style="--heat:${heat}" title="${sign}${formatFigure(Math.abs(influence))}">${plain(start, end)}</mark>`,
    );
    from = end;
  }
  pieces.push(html`${plain(from, excerpt.length)}${cut[1] ? " …" : ""}`);
  return pieces;
}

/** A part of an excerpt with frames around what was attended to; a word that the part cuts is framed on either side. */
function framed(excerpt: string, from: number, to: number, attended: readonly AttendedWord[]): Markup[] {
  const pieces: Markup[] = [];
  let at = from;
  for (const { start, end, share } of attended) {
    const [first, last] = [Math.max(at, start), Math.min(to, end)];
    if (first >= last) continue;
    pieces.push(
      html`${excerpt.slice(at, first)}<span class="attended" title="${formatShare(share)} of the attention">${excerpt.slice(first, last)}</span>`,
    );
    at = last;
  }
  return [...pieces, html`${excerpt.slice(at, to)}`];
}
