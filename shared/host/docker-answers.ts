/** What the probe's script found out about Docker, by either of its ways: the API's socket, or the docker command. */
import { DAEMON_FILE, type DockerDaemon, flagsIn, insecureIn } from './daemon.ts';
import { containersOf, imagesOf, networksOf, volumesOf, withContents } from './parse-docker.ts';
import type { Section } from './sections.ts';
import type { DockerState, ServedRegistry } from './state.ts';
import { asList, asRecord, asText, excerpt, parseJson } from './untrusted.ts';

export function parseDocker(all: readonly Section[]): DockerState {
  const text = (name: string): string | undefined => all.find((section) => section.name === name)?.text;
  const rootless = text('docker-rootless') !== undefined;
  if (text('docker-denied') !== undefined) {
    return { kind: 'denied', message: 'permission denied: /var/run/docker.sock' };
  }
  if (text('docker-answers') !== undefined) return byApi(all, rootless);
  const version = text('docker-version');
  if (version === undefined) return { kind: 'missing', message: 'there is no docker command' };
  if (text('docker-failed') === undefined) return byCommand(version, all, text);
  const message = excerpt(withoutJson(version));
  if (/permission denied/i.test(message)) return { kind: 'denied', message };
  return rootless ? { kind: 'stopped', message, rootlessOnly: true } : { kind: 'stopped', message };
}

interface SocketAnswer {
  readonly status: string;
  /** The path that was asked for. */
  readonly path: string;
  readonly headers: string;
  readonly body: string;
}

/** `docker-answer STATUS URL` follows each answer; the answer stands before it. */
function answersOf(all: readonly Section[]): readonly SocketAnswer[] {
  const answers: SocketAnswer[] = [];
  let before = '';
  for (const { name, argument, text } of all) {
    if (name === 'docker-answers') before = text;
    if (name !== 'docker-answer') continue;
    const [status = '', url = ''] = argument.split(' ');
    const whole = before.trimStart();
    const blank = whole.indexOf('\n\n');
    const [headers, body] = blank === -1 ? ['', whole] : [whole.slice(0, blank), whole.slice(blank + 2)];
    answers.push({ status, path: url.replace(/^http:\/\/docker\//i, ''), headers, body });
    before = text;
  }
  return answers;
}

function byApi(all: readonly Section[], rootless: boolean): DockerState {
  const answers = answersOf(all);
  const bad = answers.find(({ status, path }) => status !== '200' && !(status === '404' && isOne(path)));
  if (bad) return partial(`${bad.path}: ${bad.status} ${bad.body}`);
  const read = (path: string): unknown => parseJson(answers.find((answer) => answer.path === path)?.body ?? '');
  const networks = read('networks');
  const images = read('images/json');
  const volumes = read('volumes');
  const listed = read('containers/json?all=1');
  if (!Array.isArray(networks) || !Array.isArray(images) || !Array.isArray(listed) || volumes === undefined) {
    return partial('it did not answer all that was asked');
  }
  const told = new Set(answers.map(({ path }) => path));
  const untold = listed.map((item) => asText(asRecord(item).Id)).find((id) => !told.has(`containers/${id}/json`));
  if (untold !== undefined) return partial(`it did not tell about the container ${untold}`);
  const [, product = '', version = ''] = /^server: (\w+)\/(\S+)/im.exec(answers[0]?.headers ?? '') ?? [];
  return {
    kind: 'ready',
    version,
    rootless,
    podman: /podman|libpod/i.test(product),
    networks: networksOf(networks),
    containers: containersOf(
      answers.filter(({ status, path }) => status === '200' && isContainer(path)).map(({ body }) => parseJson(body)),
    ),
    images: withContents(
      imagesOf(images),
      answers.flatMap(({ status, path, body }) => (status === '200' && isImage(path) ? [parseJson(body)] : [])),
    ),
    volumes: volumesOf(volumes),
    daemon: daemonOf(all, asRecord(read('info')).RegistryConfig),
    registries: registriesOf(all),
  };
}

const isContainer = (path: string): boolean => /^containers\/[0-9a-f]+\/json$/.test(path);
const isImage = (path: string): boolean => /^images\/.+\/json$/.test(path);
/** It may be gone, or never have been there. */
const isOne = (path: string): boolean => isContainer(path) || isImage(path);

const partial = (what: string): DockerState => ({ kind: 'stopped', message: excerpt(what) });

function byCommand(said: string, all: readonly Section[], text: (name: string) => string | undefined): DockerState {
  const version = asRecord(firstJson(said));
  const server = asRecord(version.Server);
  // Podman writes APIVersion where Docker writes ApiVersion, and says its name only when it is not told to be quiet.
  const podman = /podman/i.test(said) || asRecord(version.Client).APIVersion !== undefined;
  const base = { kind: 'ready', version: asText(server.Version), podman } as const;
  const security = asList(parseJson(text('docker-security') ?? '')).map(asText);
  const rootless = security.some((option) => option.includes('name=rootless'));
  const daemon = daemonOf(all, parseJson(text('docker-registry-config') ?? ''));
  if (podman) {
    return { ...base, rootless, networks: [], containers: [], images: [], volumes: [], daemon, registries: [] };
  }
  const networks = parseJson(text('docker-networks') ?? '');
  const listed = (text('docker-containers') ?? '').trim();
  const containers = listed === '' ? [] : parseJson(listed);
  if (!Array.isArray(networks) || !Array.isArray(containers)) return partial('it did not answer all that was asked');
  return {
    ...base,
    rootless,
    networks: networksOf(networks),
    containers: containersOf(containers),
    images: withContents(
      imagesOf(imagesOfLines(text('docker-images') ?? '')),
      asList(parseJson(text('docker-contents') ?? '')),
    ),
    volumes: volumesOf({ Volumes: parseJson(text('docker-volumes') ?? '') }),
    daemon,
    registries: registriesOf(all),
  };
}

/** `docker-daemon` has a line for each word of its command line, `docker-settings` its file, in which VT stands for CR. */
function daemonOf(all: readonly Section[], config: unknown): DockerDaemon {
  const daemon = all.find(({ name }) => name === 'docker-daemon');
  const settings = all.find(({ name }) => name === 'docker-settings');
  return {
    path: daemon?.argument || DAEMON_FILE,
    file: settings?.text.replaceAll('\v', '\r'),
    flags: flagsIn((daemon?.text ?? '').split('\n')),
    insecure: insecureIn(config),
  };
}

/** `docker-registry PORT` is there when it answered, with the list of tags of each of its repositories. */
const registriesOf = (all: readonly Section[]): readonly ServedRegistry[] =>
  all.flatMap(({ name, argument, text }) =>
    name !== 'docker-registry' || !/^\d{1,5}$/.test(argument)
      ? []
      : [
          {
            port: Number(argument),
            tags: text
              .split('\n')
              .map((line) => asRecord(parseJson(line)))
              .flatMap((item) => asList(item.tags).map((tag) => `${asText(item.name)}:${asText(tag)}`))
              .sort(),
          },
        ],
  );

/** The command prints warnings on lines of their own. */
const firstJson = (text: string): unknown => parseJson(text.split('\n').find((line) => line.startsWith('{')) ?? '');
const withoutJson = (text: string): string => text.replace(/^\{.*\}$/gm, '');

/** Lines of `docker image ls --format '{{json .}}'`, one for each tag, as the API's list. */
const imagesOfLines = (text: string): readonly unknown[] => {
  const tags = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const item = asRecord(parseJson(line));
    const known = tags.get(asText(item.ID)) ?? [];
    known.push(`${asText(item.Repository)}:${asText(item.Tag)}`);
    tags.set(asText(item.ID), known);
  }
  return [...tags].map(([Id, RepoTags]) => ({ Id, RepoTags }));
};
