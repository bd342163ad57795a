/** A unit of the administrator's own, read from its file. */
import type { Files } from '../../os/files/files.ts';

export interface OwnUnit {
  readonly name: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly type: 'simple' | 'exec' | 'oneshot';
  readonly start: readonly Line[];
  readonly before: readonly Line[];
  readonly after: readonly Line[];
  readonly stop: readonly Line[];
  readonly stays: boolean;
  readonly restart: string;
  readonly restartAfter: number;
  readonly user: string | undefined;
  readonly folder: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Who wants it when it is enabled: targets. */
  readonly wantedBy: readonly string[];
  /** What is said of it and not simulated; undefined: nothing. */
  readonly unsimulated: string | undefined;
}

export interface Line {
  readonly text: string;
  readonly argv: readonly string[];
  /** Its failure does not count. */
  readonly mayFail: boolean;
}

const FOLDER = '/etc/systemd/system';

/** Undefined: there is none of that name. A link is none: it is masked, or another name. */
export function ownUnit(files: Files, name: string): OwnUnit | undefined {
  const path = `${FOLDER}/${name}`;
  if (!name.endsWith('.service') || files.status(path)?.kind !== 'file' || files.readLink?.(path) !== undefined)
    return undefined;
  const keys = keysIn(files.read(path));
  const all = (key: string): readonly string[] => keys.filter(([name]) => name === key).map(([, value]) => value);
  const last = (key: string): string | undefined => all(key).at(-1);
  /** An empty one takes back those before it. */
  const lines = (key: string): readonly Line[] => {
    const values = all(`Service.${key}`);
    return values.slice(values.lastIndexOf('') + 1).map(lineOf);
  };
  const type = last('Service.Type') ?? 'simple';
  const unknown = keys.find(([key]) => !KNOWN.has(key) && !HARMLESS.test(key))?.[0];
  const odd = ['simple', 'exec', 'oneshot'].includes(type) ? undefined : `Type=${type}`;
  const start = lines('ExecStart');
  const marked = [...start, ...lines('ExecStop')].find(({ text }) => /^-?[@:+!]/.test(text));
  const seconds = /^(\d+(?:\.\d+)?)(ms|s|min)?$/.exec(last('Service.RestartSec') ?? '0.1');
  return {
    name,
    path,
    description: last('Unit.Description'),
    type: type === 'oneshot' ? 'oneshot' : type === 'exec' ? 'exec' : 'simple',
    start,
    before: lines('ExecStartPre'),
    after: lines('ExecStartPost'),
    stop: lines('ExecStop'),
    stays: /^(?:yes|true|on|1)$/i.test(last('Service.RemainAfterExit') ?? ''),
    restart: last('Service.Restart') ?? 'no',
    restartAfter: Number(seconds?.[1] ?? 0.1) * ({ ms: 1, s: 1000, min: 60_000 }[seconds?.[2] ?? 's'] ?? 1000),
    user: last('Service.User'),
    folder: last('Service.WorkingDirectory'),
    environment: Object.fromEntries(
      all('Service.Environment')
        .flatMap((value) => wordsOf(value))
        .map((item) => [item.replace(/=.*/s, ''), item.replace(/^[^=]*=?/s, '')]),
    ),
    wantedBy: all('Install.WantedBy').flatMap((value) => value.split(/\s+/)),
    unsimulated: odd ?? unknown?.replace('Service.', '').concat('=') ?? marked?.text,
  };
}

/** Names of those that there are. */
export const ownUnits = (files: Files): readonly string[] =>
  files.status(FOLDER)?.kind === 'directory'
    ? files
        .list(FOLDER)
        .filter((name) => name.endsWith('.service') && files.readLink?.(`${FOLDER}/${name}`) === undefined)
    : [];

const KNOWN = new Set(
  [
    ...['Type', 'ExecStart', 'ExecStartPre', 'ExecStartPost', 'ExecStop', 'RemainAfterExit', 'Restart', 'RestartSec'],
    ...['User', 'WorkingDirectory', 'Environment'],
  ].map((key) => `Service.${key}`),
);

/** What orders units, explains them or bounds them: nothing here takes long, or is started by another one. */
const HARMLESS =
  /^(?:Unit|Install)\.|^Service\.(?:Timeout\w*|Standard(?:Output|Error)|SyslogIdentifier|KillMode|Limit\w+|Tasks\w+|X-\w+)$/;

function keysIn(text: string): readonly (readonly [string, string])[] {
  let section = '';
  const found: (readonly [string, string])[] = [];
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    const head = /^\[(\w+)\]\s*$/.exec(line);
    const [, key, value = ''] = /^\s*([A-Za-z-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (head) section = head[1] ?? '';
    else if (key !== undefined && !/^\s*[#;]/.test(line)) found.push([`${section}.${key}`, value]);
  }
  return found;
}

function lineOf(written: string): Line {
  const text = written.replace(/^-/, '');
  return { text, argv: wordsOf(text), mayFail: written.startsWith('-') };
}

/** Words with their quotes taken off, as systemd reads them, which is no shell. */
function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\\(.)/g, (_, two?: string, one?: string, char?: string) =>
      (two ?? one ?? char ?? '').replace(/\\(["'\\])/g, '$1'),
    ),
  );
}
