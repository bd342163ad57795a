/** `docker login` and `logout`, for registries on the practice network, and what they keep. */
import { asRecord, asText, parseJson } from '../../../../shared/host/untrusted.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { type Logins, openRegistry } from '../../docker/distribution/registry.ts';
import type { Process } from '../../os/machine.ts';
import { flags } from './flags.ts';
import { type Call, CliError, type Subcommand } from './subcommand.ts';

const fileIn = (config: string): string => `${config}/config.json`;

const keptIn = ({ userland: { files } }: Process, config: string): Readonly<Record<string, unknown>> =>
  asRecord(files.status(fileIn(config)) === undefined ? {} : parseJson(files.read(fileIn(config))));

/** What somebody has logged in with. */
export const loginsOf =
  ({ process, config }: Pick<Call, 'process' | 'config'>): Logins =>
  (registry) => {
    const kept = asText(asRecord(asRecord(keptIn(process, config).auths)[registry]).auth);
    const text = Buffer.from(kept, 'base64').toString();
    const at = text.indexOf(':');
    return at === -1 ? undefined : { user: text.slice(0, at), password: text.slice(at + 1) };
  };

function keep({ process, config }: Call, auths: Readonly<Record<string, unknown>>): void {
  const { files } = process.userland;
  if (files.status(config) === undefined) files.makeDirectory(config, 0o700);
  const text = JSON.stringify({ ...keptIn(process, config), auths }, null, '\t');
  files.write(fileIn(config), text, { mode: 0o600 });
}

const INSECURE = 'WARNING! Using --password via the CLI is insecure. Use --password-stdin.';

const login: Subcommand = {
  paths: ['login'],
  usage: '[OPTIONS] [SERVER]',
  summary: 'Log in to a Docker registry',
  flags: flags('password,p:string password-stdin username,u:string'),
  words: { min: 0, max: 1 },
  async run(call) {
    const { engine, process, config, flags: given, words, say, complain } = call;
    const [registry] = words;
    const user = given.text('username');
    if (registry === undefined && user !== undefined) {
      if (given.has('password')) await complain(INSECURE);
      throw new CliError(
        'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on [::1]:53: read udp [::1]:42424->[::1]:53: read: connection refused',
      );
    }
    if (registry === undefined || user === undefined)
      throw new CliError('docker login: practice hosts log in with -u NAME to a registry that is named');
    if (given.has('password')) await complain(INSECURE);
    const password = given.on('password-stdin')
      ? (await process.stdin.all()).replace(/\n$/, '')
      : (given.text('password') ?? '');
    try {
      openRegistry(process.machine, engine, registry, () => ({ user, password }));
    } catch (error) {
      throw error instanceof Refusal ? new CliError(`Error response from daemon: ${error.message}`) : error;
    }
    const auth = Buffer.from(`${user}:${password}`).toString('base64');
    keep(call, { ...asRecord(keptIn(process, config).auths), [registry]: { auth } });
    await complain(`WARNING! Your password will be stored unencrypted in ${fileIn(config)}.`);
    await say('Login Succeeded');
    return 0;
  },
};

const logout: Subcommand = {
  paths: ['logout'],
  usage: '[SERVER]',
  summary: 'Log out from a Docker registry',
  flags: [],
  words: { min: 0, max: 1 },
  async run(call) {
    const [registry = 'https://index.docker.io/v1/'] = call.words;
    const { [registry]: gone, ...others } = asRecord(keptIn(call.process, call.config).auths);
    if (gone === undefined && call.words.length > 0) await call.say(`Not logged in to ${registry}`);
    else {
      keep(call, others);
      await call.say(`Removing login credentials for ${registry}`);
    }
    return 0;
  },
};

export const loginCommands: readonly Subcommand[] = [login, logout];
