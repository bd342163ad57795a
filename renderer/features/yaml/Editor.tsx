/** The text of the lab file under one's hands. Loaded when it is first looked at. */
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { type ChangeSet, EditorState, StateEffect, StateField, type Text } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  hoverTooltip,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useDeferredValue, useEffect, useRef } from 'react';
import type { Problem } from '../../../shared/problem.ts';
import { fixOf } from '../../derived/fixes.ts';
import { problems as allProblems, useProblems } from '../../derived/problems.ts';
import { redo, typeDocument, undo, useDocument } from '../../store/document/document-store.ts';
import { pathOfThing, thingById } from '../../store/document/thing.ts';
import { applied } from '../../store/draw/gestures.ts';
import { selectedThing, selectThing, useSelectedThing, useSelection } from '../../store/selection.ts';
import { withoutLine } from '../../ui/words.ts';
import { changesBetween } from './changes-between.ts';
import { complete } from './complete.ts';
import { cursorAt } from './context.ts';
import { linesOf } from './lines.ts';
import { meaningOf } from './schema.ts';
import { thingAt } from './thing-at.ts';
import { wrapped } from './wrapped.ts';

/** Keys that follow each other sooner than this are one step, in milliseconds. */
const ONE_STEP = 1500;
/** After the last key, before the drawing follows: half as long as it took the last time, so that nobody types into a window at work. */
const pauseAfter = (took: number): number => Math.min(took / 2, LONGEST_PAUSE);
const LONGEST_PAUSE = 120;

const mark = StateEffect.define<{ readonly first: number; readonly last: number } | undefined>();

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { effects, changes, state }) {
    let next = before.map(changes);
    for (const effect of effects)
      if (effect.is(mark)) next = effect.value ? linesMarked(state.doc, effect.value) : Decoration.none;
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function linesMarked(doc: Text, { first, last }: { readonly first: number; readonly last: number }): DecorationSet {
  const lines = [];
  for (let line = first; line <= Math.min(last, doc.lines); line += 1) {
    lines.push(Decoration.line({ class: 'cm-marked' }).range(doc.line(line).from));
  }
  return Decoration.set(lines);
}

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), fontWeight: '600' },
  { tag: tags.propertyName, fontWeight: '600' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
]);

const hover = hoverTooltip(
  (view, pos) => {
    const word = view.state.wordAt(pos);
    if (!word) return null;
    const { path, key, word: typed } = cursorAt(view.state.doc.toString(), word.to);
    const words = meaningOf([...path, key ?? typed]);
    if (words === '') return null;
    return {
      pos: word.from,
      end: word.to,
      create: () => {
        const dom = document.createElement('div');
        dom.textContent = words;
        return { dom };
      },
    };
  },
  // It would lie on what is typed below it.
  { hideOnChange: true },
);

export function Editor() {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const hands = useRef<Hands>({ gave: undefined });
  // The drawing of an edit comes first; whoever has made it here sees it already.
  const document = useDeferredValue(useDocument((state) => state.document));
  const { text } = document;
  const lab = useDeferredValue(useDocument((state) => state.lab));
  const selected = useDeferredValue(useSelectedThing());
  const problems = useDeferredValue(useProblems());

  useEffect(() => {
    const editor = new EditorView({
      parent: holder.current as HTMLElement,
      state: EditorState.create({
        doc: useDocument.getState().text,
        extensions: [...extensions(), typing(hands.current)],
      }),
    });
    view.current = editor;
    // Where what is below it grows, the line that is typed stays in sight.
    const observer = new ResizeObserver(() => {
      if (editor.hasFocus) editor.dispatch({ effects: EditorView.scrollIntoView(editor.state.selection.main.head) });
    });
    observer.observe(editor.dom);
    return () => {
      observer.disconnect();
      editor.destroy();
    };
  }, []);

  useEffect(() => {
    const now = useDocument.getState().document;
    // Whoever has typed it may have typed on meanwhile.
    if (view.current && now.text !== hands.current.gave) follow(view.current, now.text);
    if (now === document) hands.current.gave = undefined;
  }, [document]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands in the text moves with it
  useEffect(() => view.current && tellProblems(view.current, problems), [problems, text]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const thing = lab && selected ? thingById(lab, selected) : undefined;
    const { source, text: read } = useDocument.getState().document;
    const isShown = read === text && editor.state.doc.toString() === text;
    const lines = thing && source && isShown ? linesOf(source, pathOfThing(thing)) : undefined;
    const there = lines && lines.first <= editor.state.doc.lines ? editor.state.doc.line(lines.first).from : undefined;
    editor.dispatch({
      effects: [
        mark.of(lines),
        // Whoever types there sees it already.
        ...(there === undefined || editor.hasFocus ? [] : [EditorView.scrollIntoView(there, { y: 'center' })]),
      ],
    });
  }, [text, lab, selected]);

  return <div ref={holder} style={{ height: '100%' }} />;
}

/** By a key that is pressed here: here it is seen at once. */
const done =
  (act: () => void) =>
  (view: EditorView): boolean => {
    act();
    follow(view, useDocument.getState().text);
    return true;
  };

/** Of the library's panel for finding, as the rest of the window has its words. */
const PHRASES = {
  next: 'Next',
  previous: 'Previous',
  all: 'All',
  'match case': 'Match case',
  regexp: 'Regular expression',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
};

const extensions = () => [
  lineNumbers(),
  wrapped,
  lintGutter(),
  drawSelection(),
  yaml(),
  indentUnit.of('  '),
  syntaxHighlighting(colours),
  closeBrackets(),
  highlightSelectionMatches(),
  EditorState.phrases.of(PHRASES),
  autocompletion({ override: [complete], activateOnTyping: true, icons: false }),
  hover,
  // What is said of the text below it is to be read while somebody types.
  tooltips({ tooltipSpace: ({ dom }) => dom.getBoundingClientRect() }),
  marked,
  EditorView.contentAttributes.of({ 'aria-label': 'Text of the lab file', spellcheck: 'false', tabindex: '0' }),
  keymap.of([
    // One history for hands on the drawing and in the text.
    { key: 'Mod-z', run: done(undo), preventDefault: true },
    { key: 'Mod-Shift-z', run: done(redo), preventDefault: true },
    { key: 'Mod-y', run: done(redo), preventDefault: true },
    { key: 'Mod-.', run: mendHere },
    ...completionKeymap,
    ...searchKeymap,
    ...lintKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
];

interface Hands {
  /** The text that they have made the document's, until that is drawn. */
  gave: string | undefined;
}

/** What is typed becomes the document's text, a moment after the last key; the cursor chooses the thing that it stands in. */
function typing(hands: Hands) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = { at: Number.NEGATIVE_INFINITY, text: '' };
  let took = 0;
  let where = '';
  return EditorView.updateListener.of(
    ({ changes, docChanged, selectionSet, startState, state, transactions, view }) => {
      const byHand = transactions.some(
        (item) => item.isUserEvent('input') || item.isUserEvent('delete') || item.isUserEvent('move'),
      );
      if (docChanged && byHand) {
        if (timer === undefined) where = placeTyped(startState.doc, changes) ?? where;
        clearTimeout(timer);
        timer = setTimeout(() => {
          timer = undefined;
          const now = performance.now();
          const text = view.state.doc.toString();
          // What was done by hand in between is a step of its own.
          const goesOn = now - last.at < ONE_STEP && useDocument.getState().text === last.text;
          hands.gave = text;
          typeDocument(text, `type in ${where || 'the file'}`, goesOn);
          last = { at: now, text };
          requestAnimationFrame(() => {
            took = performance.now() - now;
          });
        }, pauseAfter(took));
      } else if (selectionSet && transactions.some((item) => item.isUserEvent('select'))) {
        const { source, text } = useDocument.getState().document;
        if (source === undefined || text !== state.doc.toString()) return;
        const id = thingAt(source.root, state.selection.main.head);
        if (id !== undefined && id !== selectedThing(useSelection.getState())) selectThing(id);
      }
    },
  );
}

/** What the first key of a step changes: a thing, or the file. Undefined: it was typed into a text that has no things now. */
function placeTyped(before: Text, changes: ChangeSet): string | undefined {
  const { source, text } = useDocument.getState().document;
  if (source === undefined || text !== before.toString()) return undefined;
  let first = before.length;
  changes.iterChangedRanges((from) => {
    first = Math.min(first, from);
  });
  return thingAt(source.root, first) ?? 'the file';
}

/** The document's text where it is another one: only what differs changes, so that the cursor stays. */
function follow(view: EditorView, text: string): void {
  const now = view.state.doc.toString();
  if (now !== text) view.dispatch({ changes: [...changesBetween(now, text)] });
}

function tellProblems(view: EditorView, problems: readonly Problem[]): void {
  const { doc } = view.state;
  if (doc.toString() !== useDocument.getState().text) return;
  // Both partners of a duplicate are marked.
  const everywhere = problems.flatMap((problem) =>
    [problem, ...(problem.also ?? [])].map(({ at }) => ({ problem, at })),
  );
  const diagnostics = everywhere.flatMap(({ problem, at }): readonly Diagnostic[] => {
    const { severity, message, hint } = problem;
    if (at === undefined || at.line > doc.lines) return [];
    const fix = fixOf(problem);
    const line = doc.line(at.line);
    const from = Math.min(line.from + at.column - 1, line.to);
    const word = /^[^\s,{}[\]]*/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
    return [
      {
        from,
        to: Math.max(from, Math.min(line.to, from + Math.max(1, word))),
        severity,
        message: `${withoutLine(message)} ${hint}`.replaceAll('`', ''),
        ...(fix && {
          actions: [{ name: `${fix.title}  Ctrl .`, apply: () => void applied(fix.edits, fix.title.toLowerCase()) }],
        }),
      },
    ];
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** The fix of a problem on the cursor's line. */
function mendHere(view: EditorView): boolean {
  const line = view.state.doc.lineAt(view.state.selection.main.head).number;
  const here = allProblems().found.filter(({ at }) => at?.line === line);
  const fix = here.map(fixOf).find((one) => one !== undefined);
  return fix !== undefined && applied(fix.edits, fix.title.toLowerCase());
}
