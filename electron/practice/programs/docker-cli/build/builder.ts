/** Docker's own builder, as it was before BuildKit: each step is a container whose disk becomes an image. */
import { posix } from 'node:path';
import { sentencesOf25 } from '../../../../../shared/machine/docker/facts.ts';
import { notFound, Refusal } from '../../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../../shared/machine/fact.ts';
import { imageOver, type Made, SCRATCH } from '../../../docker/engine/commit.ts';
import { createContainer } from '../../../docker/engine/containers.ts';
import { contentOf, type DiskContent } from '../../../docker/engine/disk-changes.ts';
import { nextId, shortId } from '../../../docker/engine/ids.ts';
import { imageNamed } from '../../../docker/engine/images.ts';
import { noInput } from '../../../docker/engine/mains.ts';
import { parseReference } from '../../../docker/engine/reference.ts';
import type { Image } from '../../../docker/engine/state.ts';
import { notRun, notStarted } from '../../../docker/engine/words.ts';
import type { Output } from '../../../os/streams.ts';
import { askedContainer, containerFlags } from '../container-options.ts';
import { parseFlags } from '../flags.ts';
import { pull } from '../pull.ts';
import type { Call } from '../subcommand.ts';
import { type Context, type Source, sourcesIn } from './context.ts';
import { checkAdded, copied, copyingOf, makeAll } from './copying.ts';
import { BuildError, type Instruction, pairsIn, parseError, wordsIn } from './dockerfile.ts';
import { substituted } from './variables.ts';

/** A program in a `RUN` has failed, and the command ends with its status. */
export class RunError extends BuildError {
  readonly status: number;
  constructor(command: readonly string[], status: number) {
    super(`The command '${command.join(' ')}' returned a non-zero code: ${status}`);
    this.status = status;
  }
}

export interface Build {
  readonly call: Pick<Call, 'engine' | 'process' | 'config'>;
  readonly instructions: readonly Instruction[];
  readonly context: Context;
  readonly said: Output;
  readonly args: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly network: string | undefined;
  readonly pulls: boolean;
  readonly caches: boolean;
  readonly keeps: boolean;
}

interface Stage {
  readonly name: string | undefined;
  image: Image;
  /** What `ARG` has made known in it. */
  readonly args: Record<string, string>;
  /** Its own `CMD` stays when an `ENTRYPOINT` follows. */
  hasCommand: boolean;
}

const NOTHING: DiskContent = { files: {}, changes: [] };
const SHELL = ['/bin/sh', '-c'];

/** Words of a list as Go quotes them. */
const quoted = (words: readonly string[]): string => `[${words.map((word) => JSON.stringify(word)).join(' ')}]`;

const byName = (settings: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(settings.map((item) => [item.replace(/=.*/s, ''), item.replace(/^[^=]*=?/s, '')]));

/** The image that a Dockerfile makes. @throws BuildError, and Refusal in the daemon's words */
export class Builder {
  private readonly build: Build;
  private readonly stages: Stage[] = [];
  /** `ARG` before the first `FROM`. */
  private readonly globals: Record<string, string> = {};
  private readonly used = new Set<string>();
  private readonly young: boolean;

  constructor(build: Build) {
    this.build = build;
    this.young = holds(sentencesOf25, build.call.engine.version);
  }

  async run(): Promise<Image> {
    const steps = this.wanted();
    for (const [at, step] of steps.entries()) {
      await this.say(`Step ${at + 1}/${steps.length} : ${step.text}`);
      if (step.name === 'FROM') await this.from(step);
      else if (this.stages.length === 0) this.globalArgument(step);
      else await this.step(step, this.stage);
    }
    const { image } = this.stage;
    if (image.id === '') throw new BuildError('No image was generated. Is your Dockerfile empty?');
    const left = Object.keys(this.build.args).filter((name) => !this.used.has(name));
    if (left.length > 0) await this.say(`[Warning] One or more build-args [${left.join(' ')}] were not consumed`);
    await this.say(`Successfully built ${shortId(image.id)}`);
    return image;
  }

  /** Those up to the stage that is wanted. What nobody simulates is said before anything is begun. */
  private wanted(): readonly Instruction[] {
    const { instructions, target } = this.build;
    const first = instructions.find(({ name }) => name !== 'ARG');
    if (first === undefined) throw new Refusal('file with no instructions', 400);
    if (first.name !== 'FROM') {
      const why = 'no build stage in current context';
      throw new Refusal(this.young ? parseError(first.line, why, true).message : why, 400);
    }
    for (const { name, options } of instructions) {
      if (name === 'HEALTHCHECK' || name === 'ONBUILD')
        throw new BuildError(`practice hosts do not simulate ${name} of a Dockerfile`);
      if (options.platform !== undefined) throw new BuildError('practice hosts do not simulate --platform of FROM');
      const modern = ['mount', 'network', 'security', 'chmod', 'link', 'parents'].find((key) => key in options);
      if (modern !== undefined)
        throw new BuildError(
          `the --${modern} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
        );
    }
    if (target === undefined) return instructions;
    const begins = instructions.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
    const which = begins.findIndex((at) => stageName(instructions[at]) === target.toLowerCase());
    const chosen = which < 0 && /^\d+$/.test(target) ? Number(target) : which;
    if (begins[chosen] === undefined) throw new Refusal(`failed to reach build target ${target} in Dockerfile`, 400);
    return instructions.slice(0, begins[chosen + 1]);
  }

  private say(line: string): Promise<void> {
    return this.build.said.write(`${line}\n`);
  }

  private get stage(): Stage {
    const stage = this.stages.at(-1);
    if (stage === undefined) throw new Error('there is no stage');
    return stage;
  }

  private async from(step: Instruction): Promise<void> {
    const [written = '', as = '', name] = step.rest.split(/\s+/);
    if ((as !== '' && as.toLowerCase() !== 'as') || (as !== '' && name === undefined))
      throw parseError(step.line, 'FROM requires either one or three arguments', this.young);
    const wanted = substituted(written, this.globals);
    if (wanted === '') throw new BuildError(`base name (${written}) should not be blank`);
    const earlier = this.stages.find((stage) => stage.name === wanted.toLowerCase());
    const image = earlier?.image ?? (wanted === 'scratch' ? SCRATCH : await this.imageOf(wanted));
    this.stages.push({ name: name?.toLowerCase(), image, args: {}, hasCommand: false });
    await this.say(` ---> ${shortId(image.id)}`);
  }

  private async imageOf(name: string): Promise<Image> {
    const { call, pulls } = this.build;
    const here = imageNamed(call.engine.full, name);
    if (here !== undefined && !pulls) return here;
    try {
      await pull(call, parseReference(name), (line) => this.say(line));
    } catch (error) {
      throw error instanceof Refusal ? new BuildError(error.message) : error;
    }
    const pulled = imageNamed(call.engine.full, name);
    if (pulled === undefined) throw notFound('image', name);
    return pulled;
  }

  private globalArgument({ rest }: Instruction): void {
    const [name = '', value] = rest.split(/=(.*)/s);
    this.globals[name] = this.build.args[name] ?? substituted(value ?? '', this.globals);
    if (name in this.build.args) this.used.add(name);
  }

  private async step(step: Instruction, stage: Stage): Promise<void> {
    const expand = (word: string): string => substituted(word, { ...stage.args, ...byName(stage.image.env) });
    const { name, rest, list } = step;
    const set = (said: string, settings: Partial<Image>, content = NOTHING): Promise<void> =>
      this.made(stage, { by: `${this.shellOf(stage)} #(nop) ${said}`, settings }, content);
    const command = list ?? (rest === '' ? null : [...(stage.image.shell ?? SHELL), rest]);
    switch (name) {
      case 'RUN':
        return this.program(stage, command ?? []);
      case 'COPY':
      case 'ADD':
        return this.copy(stage, step, expand);
      case 'ENV': {
        const pairs = pairsIn(step, this.young).map(([key, value]) => [expand(key), expand(value)] as const);
        const said = pairs.map(([key, value]) => `${key}=${value}`);
        const keys = pairs.map(([key]) => key);
        const others = stage.image.env.filter((item) => !keys.includes(item.replace(/=.*/s, '')));
        return set(` ENV ${said.join(' ')}`, { env: [...others, ...said] });
      }
      case 'LABEL': {
        const pairs = pairsIn(step, this.young).map(([key, value]) => [expand(key), expand(value)] as const);
        const labels = { ...stage.image.labels, ...Object.fromEntries(pairs) };
        return set(` LABEL ${pairs.map(([key, value]) => `${key}=${value}`).join(' ')}`, { labels });
      }
      case 'ARG': {
        const [key = '', value] = rest.split(/=(.*)/s);
        const known = this.build.args[key] ?? (value === undefined ? this.globals[key] : expand(value));
        if (known !== undefined) stage.args[key] = known;
        if (key in this.build.args) this.used.add(key);
        return set(` ARG ${key}${value === undefined ? '' : `=${expand(value)}`}`, {});
      }
      case 'CMD':
        stage.hasCommand = true;
        return set(` CMD ${quoted(command ?? [])}`, { command });
      case 'ENTRYPOINT':
        return set(` ENTRYPOINT ${quoted(command ?? [])}`, {
          entrypoint: command,
          ...(!stage.hasCommand && { command: null }),
        });
      case 'EXPOSE': {
        const ports = wordsIn(rest).map(expand);
        const exposed = ports.map((port) => (port.includes('/') ? port : `${port}/tcp`));
        return set(` EXPOSE ${ports.join(' ')}`, {
          exposed: [...new Set([...stage.image.exposed, ...exposed])].sort(),
        });
      }
      case 'VOLUME': {
        const places = (list ?? wordsIn(rest)).map(expand);
        return set(` VOLUME [${places.join(' ')}]`, { volumes: [...new Set([...stage.image.volumes, ...places])] });
      }
      case 'USER':
        return set(` USER ${expand(rest)}`, { user: expand(rest) });
      case 'SHELL':
        if (list === undefined)
          throw parseError(step.line, 'SHELL requires the arguments to be in JSON form', this.young);
        return set(` SHELL [${list.join(' ')}]`, { shell: list });
      case 'WORKDIR': {
        const workingDir = posix.resolve(stage.image.workingDir || '/', expand(rest));
        const disk = this.build.call.engine.diskOf(stage.image);
        const found: string[] = [];
        makeAll(disk, workingDir, (path) => found.push(path));
        const content = contentOf(
          disk,
          found.map((path) => ({ how: 'A', path })),
        );
        return set(`WORKDIR ${workingDir}`, { workingDir }, content);
      }
      default:
        // MAINTAINER and STOPSIGNAL: what they say is told by the history alone.
        return set(` ${name} ${expand(rest)}`, {});
    }
  }

  private shellOf({ image }: Stage): string {
    return (image.shell ?? SHELL).join(' ');
  }

  /** What was made so before, unless nobody wants it. */
  private known({ image }: Stage, by: string): Image | undefined {
    const { call, caches } = this.build;
    if (!caches) return undefined;
    return call.engine.full.images.find(
      ({ parent, history }) => (parent ?? '') === image.id && history !== undefined && history[0]?.by === by,
    );
  }

  /** @param runs false: a copy, for which no container is told of */
  private async made(stage: Stage, made: Made, content: DiskContent, runs = true): Promise<void> {
    const { engine } = this.build.call;
    const known = this.known(stage, made.by);
    if (known !== undefined) await this.say(' ---> Using cache');
    else if (runs) {
      const { id } = engine.make((world) => {
        const next = nextId(world.state, world.seed);
        return { id: next.id, world: { ...world, state: next.state } };
      });
      await this.say(` ---> Running in ${shortId(id)}`);
      await this.removed(id);
    }
    stage.image = known ?? engine.make((world) => imageOver(world, stage.image, content, made)).image;
    await this.say(` ---> ${shortId(stage.image.id)}`);
  }

  private async removed(id: string): Promise<void> {
    if (this.build.keeps) return;
    await this.say(
      this.young
        ? ` ---> Removed intermediate container ${shortId(id)}`
        : `Removing intermediate container ${shortId(id)}`,
    );
  }

  private async program(stage: Stage, command: readonly string[]): Promise<void> {
    const { call, network, said, keeps } = this.build;
    const { engine, process } = call;
    const args = Object.entries(stage.args)
      .filter(([name]) => !(name in byName(stage.image.env)))
      .map(([name, value]) => `${name}=${value}`)
      .sort();
    const by = [...(args.length === 0 ? [] : [`|${args.length}`, ...args]), ...command].join(' ');
    if (this.known(stage, by) !== undefined) return this.made(stage, { by }, NOTHING);
    if (stage.image.id === '')
      throw new BuildError(
        notStarted(
          engine.version,
          notRun(engine.version, `exec: "${command[0]}": stat ${command[0]}: no such file or directory`),
        ),
      );
    const { flags } = parseFlags(containerFlags, network === undefined ? [] : ['--network', network], true);
    const asked = askedContainer(engine.version, flags, [stage.image.id, ...command], false, args);
    const { id } = engine.make((world) =>
      createContainer(world, { ...asked, config: { ...asked.config, entrypoint: [''], workingDir: '' } }),
    );
    await this.say(` ---> Running in ${shortId(id)}`);
    const interrupt = (): void => engine.stop(id, 130);
    process.signal.addEventListener('abort', interrupt, { once: true });
    try {
      engine.start(id, { stdin: noInput, stdout: said, stderr: said, signal: process.signal });
      const status = await engine.processes.watched(id);
      if (status !== 0) throw new RunError(command, status);
    } catch (error) {
      throw error instanceof Refusal ? new BuildError(error.message) : error;
    } finally {
      process.signal.removeEventListener('abort', interrupt);
    }
    const content = engine.contentOf(id);
    if (!keeps) engine.remove(id, true, true);
    await this.removed(id);
    stage.image = engine.make((world) => imageOver(world, stage.image, content, { by })).image;
    await this.say(` ---> ${shortId(stage.image.id)}`);
  }

  private async copy(stage: Stage, step: Instruction, expand: (word: string) => string): Promise<void> {
    const copying = copyingOf(step, expand);
    if (copying.from.length === 0)
      throw parseError(
        step.line,
        `${step.name} requires at least two arguments, but only one was provided. Destination could not be determined.`,
        this.young,
      );
    checkAdded(copying);
    const { from } = step.options;
    const sources = from === undefined ? this.contextSources(copying) : await this.imageSources(from, copying);
    const disk = this.build.call.engine.diskOf(stage.image);
    const { content, what, place } = copied(disk, sources, copying, stage.image.workingDir);
    await this.made(stage, { by: `${this.shellOf(stage)} #(nop) ${step.name} ${what} in ${place} ` }, content, false);
  }

  private contextSources({
    from,
    command,
  }: {
    readonly from: readonly string[];
    readonly command: string;
  }): readonly Source[] {
    return from.flatMap((path) => sourcesIn(this.build.context, path, command));
  }

  private async imageSources(
    name: string,
    { from, command }: { readonly from: readonly string[]; readonly command: string },
  ): Promise<readonly Source[]> {
    const { engine } = this.build.call;
    const at = /^\d+$/.test(name) ? Number(name) : this.stages.findIndex((stage) => stage.name === name.toLowerCase());
    const image = this.stages[at]?.image ?? (await this.imageOf(name));
    const disk = engine.diskOf(image);
    return from.map((path) => {
      const whole = posix.resolve('/', path);
      if (disk.status(whole) !== undefined) return { files: disk, at: whole, name: posix.basename(whole) };
      if (/\/s?bin\//.test(whole) && engine.hasProgram(image, posix.basename(whole)))
        throw new BuildError(`practice hosts do not simulate programs as files: ${path}`);
      throw new BuildError(`${command} failed: stat ${whole.slice(1)}: file does not exist`);
    });
  }
}

const stageName = (from: Instruction | undefined): string | undefined => from?.rest.split(/\s+/)[2]?.toLowerCase();
