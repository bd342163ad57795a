/** How the page looks; its colours are custom properties that both schemes define. */
export const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:13px/1.45 Inter,system-ui,sans-serif}
header{display:flex;gap:16px;align-items:baseline;padding:12px 24px;background:var(--panel);border-bottom:1px solid var(--hairline)}
h1{margin:0;font-size:15px}
h2{margin:0 0 8px;font-size:15px}
header p{flex:1;margin:0;color:var(--dim)}
button{font:inherit;color:inherit}
.plain{padding:4px 12px;border:1px solid var(--edge);border-radius:8px;background:var(--panel);cursor:pointer}
.plain:disabled{opacity:.5;cursor:default}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.drawing{padding:8px 16px}
.drawing svg{display:block;width:100%;height:auto;max-height:64vh}
[data-thing]{cursor:pointer}
[data-lit="on"] rect{stroke:var(--accent)}
.way{fill:none;stroke-width:9;stroke-linecap:round;stroke-linejoin:round;opacity:.35;pointer-events:none}
.packet{fill:var(--accent);stroke:var(--panel);stroke-width:3;transition:cx .35s,cy .35s;pointer-events:none}
main{display:flex;flex-wrap:wrap;align-items:flex-start;border-top:1px solid var(--hairline);background:var(--panel)}
section{padding:16px 24px}
.matrix{max-width:min(100%,65vw);overflow:auto;max-height:70vh}
.walk{flex:1;min-width:340px}
table{border-spacing:4px}
th{padding:0 4px;color:var(--dim);font-weight:500;text-align:right;white-space:nowrap}
thead th{height:120px;vertical-align:bottom;text-align:left}
thead th span{display:inline-block;writing-mode:vertical-rl;transform:rotate(180deg)}
td{padding:0;text-align:center;color:var(--dim)}
td button{min-width:36px;height:24px;border:0;border-radius:6px;background:var(--calm-fill);color:var(--calm-text);cursor:pointer}
td button[data-verdict="reachable"]{background:var(--good-fill);color:var(--good-text);font-weight:600}
td button[data-verdict="uncertain"]{background:var(--warn-fill);color:var(--warn-text);font-weight:600}
td button[aria-pressed="true"]{box-shadow:0 0 0 2px var(--accent)}
ol{padding-left:24px}
li{margin-bottom:8px}
li[aria-current="step"]{background:var(--calm-fill);outline:4px solid var(--calm-fill);border-radius:4px}
li b{margin-right:8px}
li code{display:block;color:var(--dim);font-family:JetBrains Mono,ui-monospace,monospace}
li.stop b{color:var(--bad)}
.notes{color:var(--dim)}
#said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (prefers-reduced-motion:reduce){.packet{transition:none}}
`;
