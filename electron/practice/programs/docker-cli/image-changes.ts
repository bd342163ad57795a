/** `docker pull`, `push`, `tag`, `rmi`, `save`, `load` and `import`. */
import { posix } from 'node:path';
import { notFound, Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { SCRATCH } from '../../docker/engine/commit.ts';
import { contentOf, type DiskContent } from '../../docker/engine/disk-changes.ts';
import { hexId } from '../../docker/engine/ids.ts';
import { imageNamed, removeImage, tagged } from '../../docker/engine/images.ts';
import { noInput } from '../../docker/engine/mains.ts';
import { fullName, parseReference, type Reference, withTag } from '../../docker/engine/reference.ts';
import type { Image } from '../../docker/engine/state.ts';
import { FileError } from '../../os/files/files.ts';
import { entriesOf, NotTar, putOut } from '../../os/files/tar.ts';
import { textInput } from '../../os/processes/pipe.ts';
import type { Input } from '../../os/streams.ts';
import { imagesIn, packed, passTar, plainImage } from './archive.ts';
import { flags } from './flags.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { anyNumber, type Call, CliError, exactly, type Subcommand, saidOf } from './subcommand.ts';

/** What is no name is found out by the command itself. */
function referenceOf(text: string): Reference {
  try {
    return parseReference(text);
  } catch (error) {
    throw error instanceof Refusal ? new CliError(error.message) : error;
  }
}

const pullImage: Subcommand = {
  paths: ['pull', 'image pull'],
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  summary: 'Pull an image or a repository from a registry',
  flags: flags('all-tags,a disable-content-trust platform:string quiet,q'),
  words: exactly(1),
  async run(call) {
    const reference = referenceOf(call.words[0] ?? '');
    const quiet = call.flags.on('quiet');
    if (reference.tag === undefined && reference.digest === undefined && !quiet) {
      await call.say('Using default tag: latest');
    }
    await pull(call, reference, async (line) => (quiet ? undefined : await call.say(line)));
    await call.say(fullName(reference));
    return 0;
  },
};

const pushImage: Subcommand = {
  paths: ['push', 'image push'],
  usage: '[OPTIONS] NAME[:TAG]',
  summary: 'Push an image or a repository to a registry',
  flags: flags('all-tags,a disable-content-trust quiet,q'),
  words: exactly(1),
  async run(call) {
    const reference = referenceOf(call.words[0] ?? '');
    const quiet = call.flags.on('quiet');
    if (reference.tag === undefined && !quiet) await call.say('Using default tag: latest');
    await push(call, reference, quiet);
    if (quiet) await call.say(fullName(reference));
    return 0;
  },
};

const tag: Subcommand = {
  paths: ['tag', 'image tag'],
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  summary: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  flags: [],
  words: exactly(2),
  program: true,
  async run({ engine, words: [source = '', target = ''] }) {
    let name: string;
    try {
      name = withTag(parseReference(target));
    } catch (error) {
      throw error instanceof Refusal
        ? new CliError(`Error parsing reference: "${target}" is not a valid repository/tag: ${error.message}`)
        : error;
    }
    engine.change((world) => {
      const image = imageNamed(world.state, source);
      if (image === undefined) throw notFound('image', withTag(parseReference(source)));
      return { ...world, state: tagged(world.state, image, name) };
    });
    return 0;
  },
};

const remove: Subcommand = {
  paths: ['rmi', 'image rm', 'image remove', 'image rmi'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Remove one or more images',
  flags: flags('force,f no-prune'),
  words: anyNumber,
  async run({ engine, flags: given, words, say, complain }) {
    const force = given.on('force');
    const failures: string[] = [];
    let fatal = false;
    for (const name of words) {
      try {
        const { said } = engine.make((world) => removeImage(world, name, force));
        for (const line of said) await say(line);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        fatal ||= error.status !== 404;
        failures.push(saidOf(engine, error, 'image', name));
      }
    }
    if (failures.length > 0 && (!force || fatal)) throw new CliError(failures.join('\n'));
    if (failures.length > 0) await complain(failures.join('\n'));
    return 0;
  },
};

const save: Subcommand = {
  paths: ['save', 'image save'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  flags: flags('output,o:string'),
  words: anyNumber,
  async run({ engine, flags: given, words, process }) {
    const images = words.map((name): Image => {
      const image = imageNamed(engine.full, name);
      if (image === undefined) throw new Refusal(`No such image: ${name}`, 404);
      const byId = image.id.replace('sha256:', '').startsWith(name.replace('sha256:', ''));
      return { ...image, tags: byId ? [] : [withTag(parseReference(name))], digests: [] };
    });
    const output = given.text('output');
    if (output === undefined && process.stdout.terminal !== undefined) {
      throw new CliError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
    }
    if (output === undefined) await process.stdout.write(packed(images, engine.version));
    else
      inFiles(`failed to save image: unable to validate output path`, () =>
        process.userland.files.write(at(process, output), packed(images, engine.version)),
      );
    return 0;
  },
};

const at = ({ cwd }: Call['process'], path: string): string => posix.resolve(cwd, path);

function inFiles<Result>(failing: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw error instanceof FileError ? new CliError(`${failing}: ${error.message.toLowerCase()}`) : error;
  }
}

function inputOf({ process }: Call, path: string | undefined): Input {
  if (path === undefined || path === '-') return process.stdin;
  const { files } = process.userland;
  return textInput(inFiles(`open ${path}`, () => files.read(at(process, path))));
}

const load: Subcommand = {
  paths: ['load', 'image load'],
  usage: '[OPTIONS]',
  summary: 'Load an image from a tar archive or STDIN',
  flags: flags('input,i:string quiet,q'),
  words: exactly(0),
  async run(call) {
    const images = await imagesIn(inputOf(call, call.flags.text('input')), call.engine.host.clock.now());
    // It is an error in the middle of the answer, which the command shows as it is.
    if (images === undefined) throw new CliError('Error processing tar file(exit status 1): unexpected EOF');
    for (const image of images) {
      for (const name of image.tags) {
        call.engine.change((world) => ({ ...world, state: tagged(world.state, image, name) }));
        await call.say(`Loaded image: ${name}`);
      }
      if (image.tags.length > 0) continue;
      call.engine.change((world) => ({
        ...world,
        state: { ...world.state, images: [...world.state.images.filter(({ id }) => id !== image.id), image] },
      }));
      await call.say(`Loaded image ID: ${image.id}`);
    }
    return 0;
  },
};

const isTar = (text: string): boolean => text.startsWith('ustar', 257);

/** Where what a program is made of stands, which practice hosts have of their own. */
const NOT_OWN = /^(?:\.\/)?(?:bin|sbin|lib\d*|usr|proc|sys|dev|boot)(?:\/|$)|^(?:\.\/)?\.dockerenv$/;

/** What an image has on its disk from an archive of a file system. */
function contentIn(engine: Call['engine'], archive: string): DiskContent | undefined {
  const disk = engine.diskOf({ ...SCRATCH, userland: 'busybox' });
  try {
    const own = [...entriesOf(archive)].filter(({ path }) => !NOT_OWN.test(path));
    putOut(disk, '/', own);
    const paths = [...new Set(own.map(({ path }) => `/${path.replace(/^(?:\.\/)+|\/+$/g, '')}`))].sort();
    return contentOf(
      disk,
      paths.filter((path) => path !== '/').map((path) => ({ how: 'A', path })),
    );
  } catch (error) {
    if (error instanceof FileError || error instanceof NotTar) return undefined;
    throw error;
  }
}

const importImage: Subcommand = {
  paths: ['import', 'image import'],
  usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  summary: 'Import the contents from a tarball to create a filesystem image',
  flags: flags('change,c:list message,m:string platform:string'),
  words: { min: 1, max: Number.POSITIVE_INFINITY },
  async run(call) {
    const { engine, flags: given, words, say } = call;
    if (given.has('message')) throw new CliError('docker import: practice hosts do not simulate --message', 125);
    const [source, name] = words;
    const input = inputOf(call, source);
    const first = (await input.read()) ?? '';
    // Only what is packed has bytes that are no text; of anything else the text itself is what there is.
    const whole = isTar(first) ? first + (await input.all()) : undefined;
    const tar = whole === undefined ? undefined : await passTar(whole, noInput);
    if (isTar(first) && tar === undefined)
      throw new CliError('Error processing tar file(exit status 1): unexpected EOF');
    const text = tar === undefined ? first + (await input.all()) : tar.digest;
    const change = (what: string): readonly string[] | null => {
      const line = given.list('change').find((item) => item.toUpperCase().startsWith(`${what} `));
      const value = line?.slice(what.length).trim() ?? '';
      if (value === '') return null;
      return value.startsWith('[') ? (JSON.parse(value) as readonly string[]) : ['/bin/sh', '-c', value];
    };
    const id = `sha256:${hexId('import', `${text}${engine.full.counter}`)}`;
    const image: Image = {
      ...plainImage(id, tar?.size ?? text.length, engine.host.clock.now()),
      command: change('CMD'),
      entrypoint: change('ENTRYPOINT'),
      ...(whole !== undefined && contentIn(engine, whole)),
      ...(tar && { diffIds: [tar.digest], config: { Cmd: change('CMD'), Entrypoint: change('ENTRYPOINT'), Env: [] } }),
    };
    const tagName = name === undefined ? undefined : withTag(referenceOf(name));
    engine.change((world) => ({
      ...world,
      state:
        tagName === undefined
          ? { ...world.state, images: [...world.state.images, image] }
          : tagged(world.state, image, tagName),
    }));
    await say(image.id);
    return 0;
  },
};

export const imageChanges: readonly Subcommand[] = [importImage, load, pullImage, pushImage, remove, save, tag];
