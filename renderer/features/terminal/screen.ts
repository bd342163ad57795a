/** One screen: xterm with its own element, which is put wherever it is shown. */
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

export interface XtermScreen {
  readonly element: HTMLElement;
  write(text: string): void;
  /** Shows what a terminal of this size had printed before, in place of what is there. */
  replay(text: string, columns: number, rows: number): void;
  /** Makes it as large as its place, where it is shown. */
  fit(): void;
  readonly size: { readonly columns: number; readonly rows: number };
  paint(theme: ITheme): void;
  focus(): void;
  dispose(): void;
}

export function makeScreen(options: {
  readonly label: string;
  readonly theme: ITheme;
  readonly onKeys: (keys: string) => void;
  readonly onSize: (columns: number, rows: number) => void;
  /** The person wants out: Tab belongs to the shell. */
  readonly onLeave: () => void;
}): XtermScreen {
  const element = document.createElement('div');
  element.style.height = '100%';
  const terminal = new Terminal({
    fontFamily: '"JetBrains Mono", ui-monospace, monospace',
    fontSize: 13,
    lineHeight: 1.2,
    scrollback: 5000,
    screenReaderMode: true,
    theme: options.theme,
    cursorBlink: false,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  // A program that asked the terminal something was answered when it asked; a replay must not answer once more.
  let replays = 0;
  terminal.onData((keys) => {
    if (replays === 0) options.onKeys(keys);
  });
  terminal.onResize(({ cols, rows }) => {
    if (replays === 0) options.onSize(cols, rows);
  });
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') return true;
    if (event.key === 'F6') {
      // It leaves the terminal first; from there it goes on.
      event.preventDefault();
      options.onLeave();
      return false;
    }
    // Ctrl C interrupts; with Shift it copies, as in every terminal.
    if (event.ctrlKey && event.shiftKey && event.code === 'KeyC') {
      event.preventDefault();
      void navigator.clipboard.writeText(terminal.getSelection());
      return false;
    }
    return true;
  });
  let opened = false;
  return {
    element,
    write: (text) => terminal.write(text),
    replay(text, columns, rows) {
      replays += 1;
      terminal.reset();
      terminal.resize(columns, rows);
      terminal.write(text, () => {
        replays -= 1;
        if (replays > 0) return;
        if (opened && element.isConnected) fit.fit();
        options.onSize(terminal.cols, terminal.rows);
      });
    },
    fit() {
      if (!element.isConnected) return;
      if (!opened) {
        opened = true;
        terminal.open(element);
        terminal.textarea?.setAttribute('aria-label', options.label);
      }
      fit.fit();
    },
    get size() {
      return { columns: terminal.cols, rows: terminal.rows };
    },
    paint(theme) {
      terminal.options.theme = theme;
    },
    focus: () => terminal.focus(),
    dispose: () => terminal.dispose(),
  };
}
