/** What a container wrote, the last of it, for `docker logs`. */
import { BrokenPipe, type Output } from '../../os/streams.ts';

interface Piece {
  readonly to: 'stdout' | 'stderr';
  readonly text: string;
}

/** In characters. */
const LIMIT = 64 * 1024;

export class Log {
  private kept: readonly Piece[] = [];
  private readonly followers = new Set<(piece: Piece) => void>();

  get pieces(): readonly Piece[] {
    return this.kept;
  }

  private add(piece: Piece): void {
    this.kept = [...this.kept, piece];
    for (let size = this.size; size > LIMIT; size = this.size) this.kept = this.kept.slice(1);
    for (const tell of this.followers) tell(piece);
  }

  private get size(): number {
    return this.kept.reduce((sum, { text }) => sum + text.length, 0);
  }

  /** Writes to the log and to somebody who watches, for as long as somebody does. */
  tee(to: Piece['to'], watching: Output | undefined): Output {
    return {
      terminal: watching?.terminal,
      write: async (text) => {
        this.add({ to, text: text.slice(-LIMIT) });
        try {
          await watching?.write(text);
        } catch (error) {
          if (!(error instanceof BrokenPipe)) throw error;
        }
      },
    };
  }

  /** Writes on what comes until the signal is aborted or nobody reads any more. */
  async follow(outputs: Readonly<Record<Piece['to'], Output>>, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        this.followers.delete(tell);
        resolve();
      };
      const tell = ({ to, text }: Piece): void => {
        outputs[to].write(text).catch(stop);
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
