/** `docker build`: a context and its Dockerfile, made an image by the builder that Debian's Docker has without buildx. */
import { posix } from 'node:path';
import { sentencesOf25 } from '../../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../../shared/machine/fact.ts';
import { humanSize } from '../../../docker/api/time.ts';
import { tagged } from '../../../docker/engine/images.ts';
import { parseReference, withTag } from '../../../docker/engine/reference.ts';
import type { Output } from '../../../os/streams.ts';
import { FlagError, flags } from '../flags.ts';
import { pairsOf } from '../pairs.ts';
import { type Call, CliError, exactly, type Subcommand } from '../subcommand.ts';
import { Builder, RunError } from './builder.ts';
import { type Context, contextAt, emptyContext, sizeOf, textAt } from './context.ts';
import { BuildError, type Instruction, instructionsOf } from './dockerfile.ts';

/** Said by Debian's later Dockers, which would have buildx build. */
const DEPRECATED = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            Install the buildx component to build images with BuildKit:
            https://docs.docker.com/go/buildx/
`;

interface Given {
  readonly context: Context;
  readonly text: string;
  /** What comes beside the context: a Dockerfile from elsewhere. */
  readonly extra: number;
}

/** @throws CliError */
async function givenTo({ process, flags: given, words: [place = ''] }: Call): Promise<Given> {
  const { files } = process.userland;
  const wrong = (why: string): CliError => new CliError(`unable to prepare context: ${why}`);
  const asked = given.text('file');
  if (place === '-') {
    const text = await process.stdin.all();
    if (text.startsWith('ustar', 257))
      throw new CliError('docker build: practice hosts do not simulate archives as contexts');
    return { context: emptyContext(files), text, extra: blocksOf(text) };
  }
  if (/^(?:https?:|git@|git:|github\.com\/)/.test(place))
    throw new CliError('docker build: practice hosts do not simulate contexts from elsewhere');
  const folder = posix.resolve(process.cwd, place);
  const status = files.status(folder);
  if (status === undefined) throw wrong(`path "${place}" not found`);
  if (status.kind !== 'directory') throw wrong(`context must be a directory: ${folder}`);
  if (asked === '-') {
    const text = await process.stdin.all();
    return { context: contextAt(files, folder, ''), text, extra: blocksOf(text) };
  }
  const path = asked === undefined ? posix.join(folder, 'Dockerfile') : posix.resolve(process.cwd, asked);
  const text = textAt(files, path);
  if (text === undefined)
    throw wrong(`unable to evaluate symlinks in Dockerfile path: lstat ${path}: no such file or directory`);
  const isInside = path.startsWith(`${folder === '/' ? '' : folder}/`);
  const context = contextAt(files, folder, isInside ? posix.relative(folder, path) : '');
  return { context, text, extra: isInside ? 0 : blocksOf(text) };
}

const blocksOf = (text: string): number => 1 + Math.ceil(Buffer.byteLength(text) / 512);

function namesOf({ flags: given }: Call): readonly string[] {
  return given.list('tag').map((name) => {
    try {
      return withTag(parseReference(name));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new FlagError(`invalid argument "${name}" for "-t, --tag" flag: ${error.message}`);
    }
  });
}

/** `--label` is one step more. */
function labelled(instructions: readonly Instruction[], labels: readonly string[]): readonly Instruction[] {
  if (labels.length === 0) return instructions;
  const rest = labels.map((label) => (label.includes('=') ? label : `${label}=`)).join(' ');
  return [...instructions, { line: 0, name: 'LABEL', text: `LABEL ${rest}`, options: {}, rest, list: undefined }];
}

const build: Subcommand = {
  paths: ['build', 'image build'],
  usage: '[OPTIONS] PATH | URL | -',
  summary: 'Build an image from a Dockerfile',
  flags: flags(
    `add-host:list build-arg:list cache-from:list cgroup-parent:string compress cpu-period:int cpu-quota:int
     cpu-shares,c:int cpuset-cpus:string cpuset-mems:string disable-content-trust file,f:string force-rm iidfile:string
     isolation:string label:list memory,m:string memory-swap:string network:string no-cache pull quiet,q rm
     security-opt:list shm-size:string squash tag,t:list target:string ulimit:list`,
  ),
  words: exactly(1),
  async run(call) {
    const { engine, flags: given, process, complain } = call;
    for (const flag of [
      'add-host',
      'iidfile',
      'squash',
      'memory',
      'isolation',
      'cpu-period',
      'cpu-quota',
      'cpuset-mems',
    ])
      if (given.has(flag)) throw new CliError(`docker build: practice hosts do not simulate --${flag}`, 125);
    const names = namesOf(call);
    const young = holds(sentencesOf25, engine.version);
    if (young) await complain(DEPRECATED);
    const { context, text, extra } = await givenTo(call);
    const quiet = given.on('quiet');
    const kept: string[] = [];
    const said: Output = quiet ? { write: async (line) => void kept.push(line) } : process.stdout;
    try {
      if (!quiet)
        await process.stdout.write(
          `Sending build context to Docker daemon  ${humanSize(sizeOf(context, extra))}\r\r\n`,
        );
      if (text.trim() === '') throw new Refusal('the Dockerfile (Dockerfile) cannot be empty', 400);
      const image = await new Builder({
        call,
        instructions: labelled(read(text, young), given.list('label')),
        context,
        said,
        args: argumentsOf(call),
        target: given.text('target'),
        network: given.text('network'),
        pulls: given.on('pull'),
        caches: !given.on('no-cache'),
        keeps: given.has('rm') && !given.on('rm') && !given.on('force-rm'),
      }).run();
      for (const name of names) {
        engine.change((world) => ({ ...world, state: tagged(world.state, image, name) }));
        await said.write(`Successfully tagged ${name}\n`);
      }
      if (quiet) await call.say(image.id);
      return 0;
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      if (quiet) await process.stderr.write(kept.join(''));
      throw new CliError(error.message, error instanceof RunError ? error.status : 1);
    }
  },
};

/** What is wrong with the Dockerfile itself the daemon says before anything is begun. */
function read(text: string, young: boolean): readonly Instruction[] {
  try {
    return instructionsOf(text, young);
  } catch (error) {
    throw error instanceof BuildError ? new Refusal(error.message, 400) : error;
  }
}

/** One without a value has that of the environment, if there is one. */
function argumentsOf({ flags: given, process }: Call): Readonly<Record<string, string>> {
  const written = given.list('build-arg').flatMap((item) => {
    if (item.includes('=')) return [item];
    const value = process.env[item];
    return value === undefined ? [] : [`${item}=${value}`];
  });
  return pairsOf(written);
}

export const buildCommands: readonly Subcommand[] = [build];
