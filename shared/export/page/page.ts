/** One HTML file with the drawing, the matrix and the walk of every pair alive in it. It needs no server and no network. */
import { drawLab } from '../../drawing/drawing.ts';
import { STANDARD } from '../../drawing/measures.ts';
import type { Lab } from '../../lab/lab.ts';
import { type Result, success } from '../../problem.ts';
import { predictLab } from '../../reach/predict.ts';
import { type Exported, oneFile } from '../exported.ts';
import { element, escaped } from '../picture/markup.ts';
import { paintByName, paintRules } from '../picture/paint.ts';
import { picture } from '../picture/svg.ts';
import { pageData } from './data.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Only our own script and style have it: whatever slipped through would be dead text. */
const NONCE = 'trunkline';
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}'`,
  `style-src 'nonce-${NONCE}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Of more hosts only a line each is drawn, as on the canvas. */
const MOST_WHOLE = 40;

export function exportPage(lab: Lab): Result<Exported> {
  const prediction = predictLab(lab);
  const drawing = drawLab(lab, lab.hosts.length > MOST_WHOLE ? {} : { folds: false });
  const { data, unsaid: left } = pageData(prediction, drawing);
  const unsaid = [PREDICTED, ...left];
  const drawn = picture(lab, drawing, { paint: paintByName(lab), size: STANDARD }, element('g', { id: 'way' }, ' '));
  const { reachable, unreachable, uncertain } = prediction.counts;
  return success(
    oneFile(
      `${lab.name}.html`,
      `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width">
<title>${escaped(lab.name)}</title>
<style nonce="${NONCE}">${schemes(lab)}${STYLE}</style>
</head>
<body>
<header><h1>${escaped(lab.name)}</h1><p>${reachable} pings come back, ${unreachable} do not, ${uncertain} may.</p>
<button type="button" class="plain" id="theme">Light or dark</button></header>
<div class="drawing">${drawn}</div>
<main>
<section class="matrix" aria-label="Matrix"><h2>Who reaches whom</h2><table><thead id="head"></thead><tbody id="body"></tbody></table>
<p class="notes">A row pings its columns. Arrow keys move, Enter chooses; or click on the drawing from where, then to where.</p></section>
<section class="walk" aria-label="Walk"><h2 id="title"></h2><p id="verdict"></p><p id="why"></p>
<p><button type="button" class="plain" id="walk">Walk the packet</button>
<button type="button" class="plain" id="before">Back</button>
<button type="button" class="plain" id="next">Next</button></p>
<ol id="hops"></ol><p id="said" role="status" class="notes"></p>
<div class="notes">${unsaid.map((sentence) => element('p', {}, escaped(sentence))).join('')}<noscript>The matrix and the walk need JavaScript, which this browser does not run here.</noscript></div></section>
</main>
<script type="application/json" id="data" nonce="${NONCE}">${inScript(data)}</script>
<script nonce="${NONCE}">${SCRIPT}</script>
</body>
</html>
`,
      unsaid,
    ),
  );
}

const PREDICTED = 'This is what is predicted on hosts with nothing else on them: nothing here was measured.';

const schemes = (lab: Lab): string =>
  [
    `:root{color-scheme:light;${paintRules(lab, 'light')}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){color-scheme:dark;${paintRules(lab, 'dark')}}}`,
    `:root[data-theme="dark"]{color-scheme:dark;${paintRules(lab, 'dark')}}`,
  ].join('\n');

/** No text can end the element that it stands in. */
const inScript = (data: object): string =>
  JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
