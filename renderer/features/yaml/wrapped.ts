/** Lines that are longer than the panel is wide: they go on below, further in than they begin, as a person would write them. */
import { cursorLineEnd, cursorLineStart, selectLineEnd, selectLineStart } from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type KeyBinding,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

/** More would leave no room in a narrow panel. */
const DEEPEST = 16;

const hanging = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = indented(view);
    }
    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = indented(view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function indented({ state: { doc }, visibleRanges }: EditorView): DecorationSet {
  const lines = [];
  for (const { from, to } of visibleRanges) {
    for (let at = doc.lineAt(from).number; at <= doc.lineAt(to).number; at += 1) {
      const line = doc.line(at);
      const begins = Math.min(line.text.search(/\S|$/) + 4, DEEPEST);
      const style = `padding-left: calc(${begins}ch + 6px); text-indent: -${begins}ch`;
      lines.push(Decoration.line({ attributes: { style } }).range(line.from));
    }
  }
  return Decoration.set(lines);
}

/** These go to the ends of the line as it stands in the file, not of the part that is shown in one row. */
const KEYS: readonly KeyBinding[] = [
  { key: 'End', run: cursorLineEnd, shift: selectLineEnd },
  { key: 'Home', run: cursorLineStart, shift: selectLineStart },
];

export const wrapped: Extension = [EditorView.lineWrapping, hanging, keymap.of(KEYS)];
