import type { Input, Output } from '../streams.ts';
import type { Tty } from './tty.ts';

/**
 * What a descriptor stands for: an open file, an end of a pipe, a terminal. Several descriptors of several processes may stand
 * for the same one; it is closed with the last of them. This is what makes a reader see the end of a pipe, and a lock end.
 */
export class OpenFile {
  readonly input: Input | undefined;
  readonly output: Output | undefined;
  /** Where it is among the files, if it is a file or a directory. */
  readonly path: string | undefined;
  /** The terminal that it is. */
  readonly tty: Tty | undefined;
  private held = 1;
  private readonly closing: (() => void)[] = [];

  constructor(what: {
    readonly input?: Input | undefined;
    readonly output?: Output | undefined;
    readonly path?: string | undefined;
    readonly tty?: Tty | undefined;
    readonly closed?: (() => void) | undefined;
  }) {
    this.input = what.input;
    this.output = what.output;
    this.path = what.path;
    this.tty = what.tty;
    if (what.closed) this.closing.push(what.closed);
  }

  /** Called once, when nobody holds it any more. */
  onClose(closed: () => void): void {
    this.closing.push(closed);
  }

  hold(): this {
    this.held += 1;
    return this;
  }

  release(): void {
    this.held -= 1;
    if (this.held === 0) for (const closed of this.closing) closed();
  }
}

/** One process's descriptors. */
export class Descriptors {
  private readonly open = new Map<number, OpenFile>();
  private isOver = false;

  get(descriptor: number): OpenFile | undefined {
    return this.open.get(descriptor);
  }

  /**
   * The file is this table's from now on; whoever keeps it too has to hold it. That of a process that is over takes none: what a
   * killed shell had put aside for a redirection comes back after its end.
   */
  set(descriptor: number, file: OpenFile): void {
    if (this.isOver) {
      file.release();
      return;
    }
    const before = this.open.get(descriptor);
    this.open.set(descriptor, file);
    before?.release();
  }

  close(descriptor: number): void {
    const file = this.open.get(descriptor);
    this.open.delete(descriptor);
    file?.release();
  }

  /** At the end of its process. */
  closeAll(): void {
    this.isOver = true;
    for (const descriptor of [...this.open.keys()]) this.close(descriptor);
  }

  /** For a child. */
  copy(): Descriptors {
    const copy = new Descriptors();
    for (const [descriptor, file] of this.open) copy.set(descriptor, file.hold());
    return copy;
  }
}
