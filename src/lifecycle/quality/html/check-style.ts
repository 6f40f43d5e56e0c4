/** @file What the page of a check adds to the look of all reports. */

/** Its rules; colours are those of the shared style sheet. */
export const checkStyle = `
:root{--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--warn:#f3b562}}
.tile.has-error strong,.severity.error{color:var(--bad)}
.tile.has-warning strong,.severity.warning{color:var(--warn)}
@media (min-width:880px){.tiles{grid-template-columns:repeat(3,1fr)}}
footer code{overflow-wrap:anywhere}
.findings{display:grid;grid-template-columns:minmax(0,1fr);gap:16px}
.finding h3{margin:0 0 6px;font-size:1.0625rem;line-height:1.35;overflow-wrap:anywhere}
.finding .kind{display:flex;flex-wrap:wrap;gap:2px 14px;margin:0 0 6px;color:var(--muted);font-size:.8125rem}
.severity{font-weight:650;color:var(--muted)}
.severity.note{margin:0;font-size:inherit}
.finding>p{margin:0 0 10px}
.finding .sure{color:var(--muted);font-size:.9375rem}
.facts{display:grid;grid-template-columns:minmax(0,max-content) minmax(0,1fr);gap:2px 18px;margin:0 0 12px;font-size:.9375rem;font-variant-numeric:tabular-nums}
.facts dt{color:var(--muted);overflow-wrap:anywhere}
.facts dd{margin:0;overflow-wrap:anywhere}
.examples{margin:0 0 12px;padding:0;list-style:none;border-top:1px solid var(--grid)}
.examples li{padding:8px 0;border-bottom:1px solid var(--grid);font-size:.9375rem;overflow-wrap:anywhere}
.examples .where{display:block;color:var(--muted);font-size:.8125rem}
.mend{padding:10px 12px;background:var(--page);border-radius:8px}
.mend p{margin:0}
.mend pre{margin:6px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}
.bar{display:block;width:100%;min-width:60px;height:8px}
.bar rect{fill:var(--accent)}.bar .whole{fill:var(--line)}
@media (max-width:560px){.tiles{grid-template-columns:repeat(3,1fr)}
.overview,.overview tbody{display:block}
.overview thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.overview tr{display:flex;flex-wrap:wrap;gap:0 14px;padding:8px 10px}
.overview tbody tr+tr{border-top:1px solid var(--grid)}
.overview tbody tr+tr>*{border:0}
.overview tbody th{flex:1 0 100%;min-width:0}
.overview tbody th,.overview td{padding:0}
.overview td:last-child{display:none}
.overview td:nth-child(4)::after{content:" rows"}
.facts{grid-template-columns:1fr;gap:0}.facts dd{margin:0 0 6px}}
@media print{.finding{break-inside:avoid}.mend{border:1px solid var(--line)}}
`;
