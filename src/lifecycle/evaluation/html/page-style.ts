/** @file How the page looks: light and dark, narrow and wide, on paper. Colours keep a contrast of 4.5 for text, 3 for lines. */

/** The page's style sheet. */
export const pageStyle = `
:root{color-scheme:light dark;--page:#f5f6f9;--surface:#fff;--text:#1b2130;--muted:#525c70;--line:#dde1ea;--grid:#e8ebf1;--accent:#1d5bd0;
--right:24 125 68;--wrong:196 43 43;--good:#166c3b;--bad:#b42323;
--s0:#1d5bd0;--s1:#c2410c;--s2:#0f766e;--s3:#8b2fc9;--s4:#a16207;--s5:#be185d;--s6:#4d7c0f;--s7:#475569}
@media (prefers-color-scheme:dark){:root{--page:#0f131a;--surface:#181e28;--text:#e8ecf4;--muted:#a7b1c3;--line:#313a4a;--grid:#262e3b;--accent:#82b1ff;
--right:64 190 120;--wrong:248 100 100;--good:#5fd28f;--bad:#ff8f8f;
--s0:#82b1ff;--s1:#ff9d66;--s2:#4fd1c0;--s3:#cf9bff;--s4:#e8c547;--s5:#ff8fbe;--s6:#a9d65c;--s7:#b3bfd1}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 20px}
header{padding-top:32px}
h1{margin:0 0 4px;font-size:1.75rem;line-height:1.2;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{margin:44px 0 14px;font-size:1.25rem;line-height:1.3}
h3{margin:0 0 10px;font-size:1rem}
h4{margin:0 0 8px;font-size:.875rem}
.about{margin:0;color:var(--muted)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:16px 0 0;padding:0 0 14px;list-style:none;border-bottom:1px solid var(--line);font-size:.9375rem}
a{color:var(--accent);text-underline-offset:3px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
section{scroll-margin-top:12px}
.note,figcaption,footer{color:var(--muted);font-size:.875rem}
.note{margin:0 0 14px}
.card{margin:0;padding:16px 18px;background:var(--surface);border:1px solid var(--line);border-radius:10px;min-width:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:12px;margin:24px 0 14px}
.tile{padding:12px 16px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
.tile dt{color:var(--muted);font-size:.875rem}
.tile dt small{font-size:.75rem;white-space:nowrap}
.tile dd{margin:0}
.tile strong{display:block;font-size:1.25rem;font-variant-numeric:tabular-nums;line-height:1.4}
.tile.large strong{font-size:2rem;line-height:1.25;letter-spacing:-.02em}
.interval{display:block;color:var(--muted);font-size:.8125rem;font-variant-numeric:tabular-nums}
@media (min-width:880px){.tiles{grid-template-columns:repeat(4,1fr)}}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,400px),1fr));gap:16px}
.figures .card{display:flex;flex-direction:column}
.figures .wide{grid-column:1/-1}
.chart{display:block;width:100%;max-width:480px;margin:0 auto}
.grid line{stroke:var(--grid);stroke-width:1}
.ticks text,.axis{fill:var(--muted);font-size:12px}
.axis{font-size:12.5px}
.series{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}
.chance{fill:none;stroke:var(--muted);stroke-width:1.25;stroke-dasharray:2 4}
.marker{stroke:var(--muted);stroke-width:1.25;stroke-dasharray:6 4}
.count{fill:var(--muted);opacity:.22}
.dot{fill:var(--accent);stroke:var(--surface);stroke-width:1.5}
.point{stroke:none}
path.s0{stroke:var(--s0)}path.s1{stroke:var(--s1);stroke-dasharray:7 3}path.s2{stroke:var(--s2);stroke-dasharray:2 3.5}path.s3{stroke:var(--s3);stroke-dasharray:9 3 2 3}
path.s4{stroke:var(--s4)}path.s5{stroke:var(--s5);stroke-dasharray:7 3}path.s6{stroke:var(--s6);stroke-dasharray:2 3.5}path.s7{stroke:var(--s7);stroke-dasharray:9 3 2 3}
circle.s0{fill:var(--s0)}circle.s1{fill:var(--s1)}circle.s2{fill:var(--s2)}circle.s3{fill:var(--s3)}
circle.s4{fill:var(--s4)}circle.s5{fill:var(--s5)}circle.s6{fill:var(--s6)}circle.s7{fill:var(--s7)}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px;margin:6px 0 0;padding:0;list-style:none;font-size:.875rem;font-variant-numeric:tabular-nums}
.legend li{display:flex;align-items:center;gap:6px;min-width:0}
.legend span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:22ch}
.legend svg{width:24px;height:8px;flex:none}
figcaption{margin-top:10px}
.scroll{overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:10px}
.card .scroll{border:0;border-radius:4px}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
th,td{padding:7px 14px;text-align:start;vertical-align:middle}
thead th{color:var(--muted);font-size:.8125rem;font-weight:600;white-space:nowrap;border-bottom:1px solid var(--line)}
tbody th{font-weight:500;overflow-wrap:anywhere;min-width:12ch}
tbody tr+tr>*{border-top:1px solid var(--grid)}
tbody+tbody>tr:first-child>*{border-top:1px solid var(--line)}
tfoot th,tfoot td{color:var(--muted);font-weight:500;border-top:1px solid var(--line)}
th[scope=rowgroup]{font-weight:650;vertical-align:top}
th.inner{padding-left:28px}
.number{text-align:right;white-space:nowrap}
.none{color:var(--muted)}
.picture{white-space:nowrap}
.mark{width:120px;height:12px;vertical-align:middle}
.tile .mark{display:block;width:100%;height:auto;margin-top:6px}
.rail{stroke:var(--line);stroke-width:2;stroke-linecap:round}
.whisker{stroke:var(--accent);stroke-width:7;opacity:.4}
.reference{stroke:var(--muted);stroke-width:1.25}
.standing{margin-left:10px;font-size:.8125rem}
.below{color:var(--bad)}.above{color:var(--good)}
.figures .card>.scroll{flex:1;display:grid;align-items:center}
.heat{width:auto;margin:0 auto;border-spacing:3px;border-collapse:separate}
.heat th,.heat td{border:0!important}
.heat thead th{padding:6px 4px;text-align:center}
.heat th{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;max-width:16ch}
.heat tbody th{min-width:0;text-align:end}
.heat tbody td{min-width:84px;height:64px;padding:8px 10px;text-align:center;border-radius:6px}
.heat.few tbody td{width:130px;height:116px}
.heat.few b{font-size:1.25rem}
.heat b{display:block;font-weight:600}
.heat small{font-size:.8125rem}
.corner{color:var(--muted);font-size:.8125rem;white-space:nowrap}
td.right{background:rgb(var(--right) / var(--heat))}
td.wrong{background:rgb(var(--wrong) / var(--heat))}
.heat-picture{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:20px;align-items:start}
.heat-picture ol{margin:0;padding-left:1.6em;font-size:.9375rem}
.heat-picture .frame{fill:var(--page);stroke:var(--line)}
rect.right{fill:rgb(var(--right))}rect.wrong{fill:rgb(var(--wrong))}
details{margin:0 0 14px}
summary{cursor:pointer;color:var(--accent);padding:4px 0}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.group{padding:10px 18px;background:var(--surface);border:1px solid var(--line);border-radius:10px}
.group summary{color:var(--text)}
.group strong{color:var(--good);overflow-wrap:anywhere}.group strong.wrong{color:var(--bad)}
.group .figure,.group .row{color:var(--muted);font-size:.875rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.examples{margin:8px 0 6px;padding:0;list-style:none;font-size:.9375rem}
.examples li{padding:6px 0;border-top:1px solid var(--grid);overflow-wrap:anywhere}
.mistakes{display:grid;gap:12px;margin:0;padding:0;list-style:none}
.answer{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:baseline;margin:0 0 8px;color:var(--muted);font-size:.9375rem}
.answer strong{color:var(--good);overflow-wrap:anywhere}
.answer strong.wrong{color:var(--bad)}
.answer .figure{margin-right:14px;font-variant-numeric:tabular-nums}
.answer .row{margin-left:auto;font-size:.8125rem}
blockquote{margin:0;overflow-wrap:anywhere;white-space:pre-line}
mark{color:var(--text);border-radius:3px;padding:1px 2px;text-underline-offset:3px}
mark.toward{background:rgb(var(--wrong) / var(--heat));text-decoration:underline solid 1.5px}
mark.away{background:rgb(var(--right) / var(--heat));text-decoration:underline dotted 1.5px}
.attended{outline:1.5px solid var(--accent);outline-offset:1px;border-radius:2px}
footer{padding-top:36px;padding-bottom:40px}
@media (max-width:560px){.ticks text,.axis{font-size:15px}header{padding-top:20px}header,main,footer{padding-left:14px;padding-right:14px}h1{font-size:1.4rem}.tiles{grid-template-columns:1fr 1fr;gap:8px}.tile{padding:10px 12px}.tile.large strong{font-size:1.6rem}.card{padding:12px}th,td{padding:6px 10px}.heat tbody td{min-width:64px}.heat.few tbody td{width:90px;height:84px}}
@media print{body{background:#fff}nav,summary{display:none}.card,.tile,.scroll{break-inside:avoid}}
`;
