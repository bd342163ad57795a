/** The command line's words, read and checked. */
import { parseArgs } from 'node:util';
import { labNameFault } from '../../shared/lab/names.ts';
import { shown } from '../../shared/shown.ts';
import { printable } from './terminal.ts';

export const COMMANDS = ['validate', 'predict', 'plan', 'deploy', 'verify', 'destroy', 'serve'] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Arguments {
  readonly command: CommandName;
  readonly file: string | undefined;
  readonly json: boolean;
  readonly yes: boolean;
  readonly practice: boolean;
  readonly key: string | undefined;
  readonly knownHosts: string | undefined;
  readonly acceptNewHostKeys: boolean;
  /** `destroy --lab NAME --host user@address[:port]…` without the file. */
  readonly lab: string | undefined;
  readonly hosts: readonly string[];
  readonly port: number;
  readonly listen: string;
  /** Paths of what `serve` shows as HTTPS: both or none. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly newToken: boolean;
}

export const USAGE = `usage: trunkline COMMAND FILE [options]

  validate FILE     what is wrong in the lab file
  predict FILE      which pings will work on fresh hosts, and why the others will not
  plan FILE         what a deploy would change on each host
  deploy FILE       make the hosts as the lab says
  verify FILE       ping everything from everywhere
  destroy FILE      take the lab off its hosts, and prove that nothing is left
  destroy --lab NAME --host USER@ADDRESS[:PORT]…    the same, without the file
  serve [FILE]      the window in a browser; prints one URL

  --json                    for programs: one document, or one event a line
  --yes                     deploy or destroy without asking
  --key PATH                private key for SSH
  --known-hosts PATH        host keys to trust, and where new ones are kept
  --accept-new-host-keys    trust hosts that were never seen before
  --practice                embedded practice hosts instead of real ones
  --port N, --listen ADDRESS    where serve listens (loopback, any free port)
  --tls-cert PATH, --tls-key PATH    serve by HTTPS: a certificate and its private key, PEM
  --new-token               serve: the addresses printed so far are not valid any more
`;

export type Read =
  | { readonly kind: 'arguments'; readonly arguments: Arguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

export function readArguments(words: readonly string[]): Read {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // It echoes the word that it does not know.
    return { kind: 'wrong', message: printable(message.split('. ')[0] ?? message).replace(/\s/g, ' ') };
  }
  const { values, positionals } = parsed;
  const [command, file, ...rest] = positionals;
  if (values.help || command === 'help') return { kind: 'help' };
  if (command === undefined) return { kind: 'wrong', message: 'Name a command' };
  const known = COMMANDS.find((one) => one === command);
  if (known === undefined) {
    return { kind: 'wrong', message: `There is no command ${shown(command)}; there are: ${COMMANDS.join(', ')}` };
  }
  if (rest.length > 0) return { kind: 'wrong', message: `One file at a time: what is ${shown(rest[0] ?? '')}?` };
  const byMarks = known === 'destroy' && values.lab !== undefined;
  if (byMarks && (file !== undefined || (values.host ?? []).length === 0)) {
    return { kind: 'wrong', message: 'destroy takes a file, or --lab NAME and --host USER@ADDRESS' };
  }
  if (file === undefined && !byMarks && known !== 'serve')
    return { kind: 'wrong', message: `${known} needs a lab file` };
  const nameFault = values.lab === undefined ? undefined : labNameFault(values.lab);
  if (nameFault !== undefined)
    return { kind: 'wrong', message: `The lab's name ${shown(values.lab ?? '')} ${nameFault}` };
  const port = /^\d{1,5}$/.test(values.port ?? '0') ? Number(values.port ?? '0') : Number.NaN;
  if (!(port <= 65535)) {
    return { kind: 'wrong', message: `--port takes a number from 0 to 65535, not ${shown(values.port ?? '')}` };
  }
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if ((cert === undefined) !== (key === undefined)) {
    return { kind: 'wrong', message: '--tls-cert and --tls-key go together' };
  }
  return {
    kind: 'arguments',
    arguments: {
      command: known,
      file,
      json: values.json ?? false,
      yes: values.yes ?? false,
      practice: values.practice ?? false,
      key: values.key,
      knownHosts: values['known-hosts'],
      acceptNewHostKeys: values['accept-new-host-keys'] ?? false,
      lab: values.lab,
      hosts: values.host ?? [],
      port,
      listen: values.listen ?? '127.0.0.1',
      tls: cert === undefined || key === undefined ? undefined : { cert, key },
      newToken: values['new-token'] ?? false,
    },
  };
}

const parse = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      yes: { type: 'boolean', short: 'y' },
      practice: { type: 'boolean' },
      key: { type: 'string' },
      'known-hosts': { type: 'string' },
      'accept-new-host-keys': { type: 'boolean' },
      lab: { type: 'string' },
      host: { type: 'string', multiple: true },
      port: { type: 'string' },
      listen: { type: 'string' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'new-token': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });

/** `user@address[:port]`, an IPv6 address in brackets. */
export function readTarget(
  text: string,
): { readonly user: string; readonly address: string; readonly port: number } | undefined {
  const found =
    /^(?:([A-Za-z0-9_][A-Za-z0-9_.-]*)@)?(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9][A-Za-z0-9.-]*))(?::(\d{1,5}))?$/.exec(
      text,
    );
  const address = found?.[2] ?? found?.[3];
  const port = Number(found?.[4] ?? 22);
  if (address === undefined || port < 1 || port > 65535) return undefined;
  return { user: found?.[1] ?? 'root', address, port };
}
