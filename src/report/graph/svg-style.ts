/** The colours of both themes; shapes and line styles carry the meaning, so that it is there without colour too. */
export const SVG_STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--dim:#57606a;--line:#7b858f;--role:#0550ae;--rolebg:#eaf3ff;--scope:#57606a;--scopebg:#f6f8fa;--route:#116329;--routebg:#e9f7ed;--odd:#7d4e00;--oddbg:#fff8e0}
@media (prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--dim:#9aa5b1;--line:#8b949e;--role:#79b8ff;--rolebg:#0f2236;--scope:#9aa5b1;--scopebg:#161b22;--route:#6fdd8b;--routebg:#10291a;--odd:#f0c35a;--oddbg:#332708}}
@media print{:root{--paper:#fff;--ink:#000;--dim:#444;--line:#555;--role:#000;--rolebg:#fff;--scope:#000;--scopebg:#fff;--route:#000;--routebg:#fff;--odd:#000;--oddbg:#fff}}
.paper{fill:var(--paper)}
text{font:13px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--ink);white-space:pre}
text.head{font:600 16px system-ui,sans-serif}
.aside{fill:var(--dim);font-style:italic}
.box{stroke-width:1.2}
.user .box,.client .box,.role .box{fill:var(--rolebg);stroke:var(--role)}
.scope .box,.all .box{fill:var(--scopebg);stroke:var(--scope)}
.route .box{fill:var(--routebg);stroke:var(--route)}
.level .box,.outside .box{fill:var(--oddbg);stroke:var(--odd)}
.outside .box{stroke-dasharray:5 3}
.arrow{fill:none;stroke:var(--line);stroke-width:1.2}
.extends{stroke-width:2.4}.implies{stroke-dasharray:5 4}
.tip{fill:var(--line);stroke:var(--line)}.hollow{fill:var(--paper);stroke:var(--line)}
`
