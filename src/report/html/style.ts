/**
 * The style of every page. Colours are those of both themes, and never carry the meaning alone. A page allows this style
 * by its hash and nothing else, so the text and the hash change together: test/report/html.test.ts says the new one.
 */
export const STYLE = `:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--paper:#fff;--card:#f6f8fa;--line:#d0d7de;--link:#0550ae;--good:#116329;--bad:#b3121d;--warn:#7d4e00;--goodbg:#e6f6ea;--badbg:#ffebe9;--warnbg:#fff5d6}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9aa5b1;--paper:#0d1117;--card:#161b22;--line:#3a424c;--link:#79b8ff;--good:#6fdd8b;--bad:#ff8f87;--warn:#f0c35a;--goodbg:#10291a;--badbg:#3c1618;--warnbg:#332708}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:84rem;padding:1.5rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
h1,h2,h3,h4{line-height:1.25;overflow-wrap:anywhere}h1{font-size:1.5rem;margin:0 0 .5rem}h2{margin:2.5rem 0 .75rem;font-size:1.2rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}h3{font-size:1.05rem;margin:0}h4{font-size:1rem;margin:1rem 0 .25rem}
a{color:var(--link)}a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.75rem 0 0}
.skip{position:absolute;left:-100rem}.skip:focus{position:static}
.dim{color:var(--dim)}code,pre,.mono{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:var(--paper);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .75rem;margin:.5rem 0 0}
.badge{display:inline-block;border:1px solid currentColor;border-radius:1rem;padding:0 .6rem;font-size:.85rem;font-weight:600;white-space:nowrap}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.card{background:var(--card);border:1px solid var(--line);border-left:.35rem solid var(--bad);border-radius:.5rem;padding:1rem;margin:1rem 0}.card.low{border-left-color:var(--warn)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.25rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;position:relative}table{border-collapse:collapse;font-size:.85rem;width:100%}th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}thead th{background:var(--card)}tbody th{font-weight:400;min-width:12rem}#writes thead th:first-child,#open thead th:first-child{width:40%}
td small{display:block;color:var(--dim)}td.yes{background:var(--goodbg)}td.no{background:var(--badbg)}td.unclear{background:var(--warnbg)}td.yes b{color:var(--good)}td.no b{color:var(--bad)}td.unclear b{color:var(--warn)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{:root{--ink:#000;--dim:#444;--paper:#fff;--card:#fff;--line:#999;--link:#000;--good:#0a4a1c;--bad:#8d0d16;--warn:#5c3a00;--goodbg:#fff;--badbg:#fff;--warnbg:#fff}body{max-width:none;padding:0;font-size:10pt}nav,.skip{display:none}tr,dl,pre{break-inside:avoid}h2,h3,h4{break-after:avoid}.wide{overflow:visible}table{font-size:7.5pt;width:100%}th,td{padding:2pt 3pt}tbody th{min-width:0}thead{display:table-header-group}@page{size:landscape;margin:12mm}}
`

/** The base64 of the SHA-256 of STYLE. */
export const STYLE_HASH = 'Qg1bGdbs91UZR/vlf8g0H9V2EsrsCLtjEer3dXm99xM='
