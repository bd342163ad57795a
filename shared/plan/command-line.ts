/** What a script does, as a person would type it: it has the same effect where nobody else changes the host meanwhile. */
import { quoteCommand, quoteWord } from '../host/quote.ts';
import { inventoryFile, recordRoot } from '../host/record.ts';
import { WATCH_SECONDS } from '../machine/files.ts';
import type { Operation } from '../machine/operation.ts';
import { render } from '../machine/render.ts';
import type { Instruction } from './program.ts';

/** One command, or several lines of which the first begins one. */
export function commandLine(instruction: Instruction): string {
  switch (instruction.kind) {
    case 'do':
      return typed(instruction.operation);
    case 'run':
      return quoteCommand(instruction.argv);
    case 'keep': {
      const { lab, path, text } = instruction;
      if (path === inventoryFile(lab)) return `# keep what stands on this host now in ${path}`;
      return `${quoteCommand(['printf', '%s', text.trimEnd()])} > ${quoteWord(path)}`;
    }
  }
}

/** Of a change's commands those that a person types who keeps no record: who types remembers what was there before. */
export const typedOf = (commands: readonly string[]): readonly string[] =>
  commands.filter(
    (line) => !line.startsWith('#') && !(line.startsWith('printf ') && line.includes(`> ${recordRoot}/`)),
  );

function typed(operation: Operation): string {
  switch (operation.do) {
    case 'write-file':
      return `${inFolder(operation.path, fed(operation.path, operation.text))}${operation.mode === '644' ? '' : `\n${quoteCommand(['chmod', operation.mode, operation.path])}`}`;
    case 'write-daemon-file':
      return daemonFile(operation);
    case 'await-registry': {
      const { port, tls } = operation;
      const asked = tls ? `-k https://127.0.0.1:${port}/v2/` : `http://127.0.0.1:${port}/v2/`;
      return `until curl -s -o /dev/null --noproxy '*' ${asked}; do sleep 1; done`;
    }
    case 'await-trust': {
      const named = `docker info 2>/dev/null | grep -wF ${quoteWord(operation.registry)}`;
      return `${operation.trusted ? 'until' : 'while'} ${named}; do sleep 1; done`;
    }
    case 'begin-watch':
      return `# watch: without us for ${WATCH_SECONDS} seconds, these go back to what they are now: ${operation.paths.join(' ')}`;
    case 'end-watch':
      return '# end the watch, and see that nothing of it runs';
    case 'load-image': {
      const { image, from } = operation.feed;
      const load = quoteCommand(render(operation));
      return from.kind === 'archive'
        ? `${load} < ${quoteWord(from.place)}`
        : `ssh ${quoteWord(from.place)} ${quoteCommand(['docker', 'save', image])} | ${load}`;
    }
    case 'fill-container':
      return `# put what it is set up with into the container ${operation.name}: ${operation.what}`;
    case 'pull-image':
    case 'push-image': {
      const { do: verb, image, login } = operation;
      const plain = quoteCommand(['docker', verb === 'pull-image' ? 'pull' : 'push', image]);
      return login === undefined
        ? plain
        : `${quoteCommand(['docker', 'login', '-u', login.user, '--password-stdin', login.registry])} && ${plain}`;
    }
    default:
      return quoteCommand(render(operation));
  }
}

/** Written into the file that is there, which keeps its owner, its rights and the links that lead to it. */
function daemonFile({ path, from, to }: Extract<Operation, { do: 'write-daemon-file' }>): string {
  if (to === undefined) return quoteCommand(['rm', path]);
  const written = fed(path, to);
  return from === undefined ? inFolder(path, written) : written;
}

/** A folder that may not be there yet. */
const inFolder = (path: string, written: string): string =>
  `${quoteCommand(['mkdir', '-p', path.slice(0, path.lastIndexOf('/'))])} && ${written}`;

function fed(path: string, text: string): string {
  if (!text.endsWith('\n')) return `${quoteCommand(['printf', '%s', text])} > ${quoteWord(path)}`;
  const lines = new Set(text.split('\n'));
  let end = 'END';
  while (lines.has(end)) end += '_';
  return `cat > ${quoteWord(path)} <<'${end}'\n${text}${end}`;
}
