/** What a container wrote, the last of it, for `docker logs`. */
import { BrokenPipe, type Output } from '../../os/streams.ts';

export interface Piece {
  readonly to: 'stdout' | 'stderr';
  readonly text: string;
  /** When it was written, milliseconds since 1970. */
  readonly at: number;
}

/** In characters. */
const LIMIT = 64 * 1024;

export class Log {
  private readonly kept: Piece[] = [];
  private size = 0;
  private readonly followers = new Set<(piece: Piece) => void>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get pieces(): readonly Piece[] {
    return this.kept;
  }

  private add(piece: Piece): void {
    this.kept.push(piece);
    this.size += piece.text.length;
    while (this.size > LIMIT) this.size -= this.kept.shift()?.text.length ?? 0;
    for (const tell of this.followers) tell(piece);
  }

  /** Writes to the log and to somebody who watches, for as long as somebody does. */
  tee(to: Piece['to'], watching: Output | undefined): Output {
    return {
      terminal: watching?.terminal,
      write: async (text) => {
        this.add({ to, text: text.slice(-LIMIT), at: this.now() });
        try {
          await watching?.write(text);
        } catch (error) {
          if (!(error instanceof BrokenPipe)) throw error;
        }
      },
    };
  }

  /** Writes on what comes until the signal is aborted or nobody reads any more. */
  async follow(
    outputs: Readonly<Record<Piece['to'], Output>>,
    signal: AbortSignal,
    shown: (piece: Piece) => string = ({ text }) => text,
  ): Promise<void> {
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        this.followers.delete(tell);
        resolve();
      };
      const tell = (piece: Piece): void => {
        outputs[piece.to].write(shown(piece)).catch(stop);
      };
      if (signal.aborted) {
        resolve();
        return;
      }
      this.followers.add(tell);
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}
