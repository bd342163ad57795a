/**
 * `--link`: one container is told of another. On Docker's default network by /etc/hosts and variables, on others as a name that it
 * alone knows.
 */
import { Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import { findContainer } from './find.ts';
import { shortId } from './ids.ts';
import { type Container, type EngineState, isRunning, type Linked } from './state.ts';

const DEFAULT = 'bridge';

/** @param written `NAME:ALIAS`. @throws Refusal where there is no such container */
export function linkedOf(state: EngineState, written: readonly string[]): readonly Linked[] {
  return written.map((text) => {
    const [name = '', alias = ''] = text.split(':');
    try {
      const child = findContainer(state, name);
      return { id: child.id, name: child.name, alias: alias || child.name };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(`could not get container for ${name}: No such container: ${name}`, 404);
    }
  });
}

interface Live {
  readonly link: Linked;
  readonly child: Container;
  readonly address: string;
}

/** Those that it is told of, which have to run. @throws Refusal */
export function liveLinks({ containers }: EngineState, { name, config }: Container): readonly Live[] {
  return (config.links ?? []).map((link) => {
    const child = containers.find(({ id }) => id === link.id);
    if (child === undefined || !isRunning(child))
      return refuse(
        `Cannot link to a non running container: /${child?.name ?? link.name} AS /${name}/${link.alias}`,
        409,
      );
    const address = child.endpoints.find(({ network }) => network === DEFAULT)?.address;
    if (address === undefined)
      return refuse(`Cannot link to /${child.name}, as it does not belong to the default network`, 409);
    return { link, child, address };
  });
}

/** Lines of /etc/hosts. Of one that does not run nothing stands there. */
export function linkLines(state: EngineState, container: Container): readonly string[] {
  return (container.config.links ?? []).flatMap((link) => {
    const child = state.containers.find(({ id }) => id === link.id);
    const address = child?.endpoints.find(({ network }) => network === DEFAULT)?.address;
    if (child === undefined || address === undefined) return [];
    const names = [
      link.alias,
      child.config.hostname || shortId(child.id),
      ...(link.alias === child.name ? [] : [child.name]),
    ];
    return [`${address}\t${names.join(' ')}\n`];
  });
}

/** @throws Refusal */
export function linkVariables(state: EngineState, container: Container): Readonly<Record<string, string>> {
  const pairs = liveLinks(state, container).flatMap(({ link: { alias }, child, address }) => {
    const prefix = alias.toUpperCase().replaceAll('-', '_');
    const [first] = child.config.exposed;
    const url = (port: string): string => {
      const [number, protocol = 'tcp'] = port.split('/');
      return `${protocol}://${address}:${number}`;
    };
    return [
      [`${prefix}_NAME`, `/${container.name}/${alias}`],
      ...(first === undefined ? [] : [[`${prefix}_PORT`, url(first)]]),
      ...child.config.exposed.flatMap((port) => {
        const [number = '', protocol = 'tcp'] = port.split('/');
        const own = `${prefix}_PORT_${number}_${protocol.toUpperCase()}`;
        return [
          [own, url(port)],
          [`${own}_ADDR`, address],
          [`${own}_PORT`, number],
          [`${own}_PROTO`, protocol],
        ];
      }),
      ...child.config.env
        .map((item) => [item.replace(/=.*/s, ''), item.replace(/^[^=]*=?/s, '')])
        .filter(([name]) => name !== 'HOME' && name !== 'PATH')
        .map(([name, value]) => [`${prefix}_ENV_${name}`, value]),
    ];
  });
  return Object.fromEntries(pairs) as Record<string, string>;
}
