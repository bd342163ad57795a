/** Finding things as Docker does: by id, then by name, then by the beginning of an id. */
import { notFound, Refusal } from '../../../../shared/machine/docker/refusal.ts';
import type { Container, EngineState, Network } from './state.ts';

export function findContainer({ containers }: EngineState, name: string): Container {
  const bare = name.replace(/^\//, '');
  const exact = containers.find(({ id }) => id === name) ?? containers.find((item) => item.name === bare);
  if (exact !== undefined) return exact;
  const [first, second] = name === '' ? [] : containers.filter(({ id }) => id.startsWith(name));
  if (first === undefined) throw notFound('container', name);
  if (second !== undefined) throw new Refusal(`Multiple IDs found with provided prefix: ${name}`);
  return first;
}

export function findNetwork({ networks }: EngineState, name: string): Network {
  const exact = networks.find(({ id }) => id === name) ?? networks.find((item) => item.name === name);
  if (exact !== undefined) return exact;
  const [first, second] = name === '' ? [] : networks.filter(({ id }) => id.startsWith(name));
  if (first === undefined) throw notFound('network', name);
  if (second !== undefined) {
    const matches = networks.filter(({ id }) => id.startsWith(name)).length;
    throw new Refusal(`network ${name} is ambiguous (${matches} matches found based on ID prefix)`, 400);
  }
  return first;
}

export const editContainer = (
  state: EngineState,
  id: string,
  change: (container: Container) => Container,
): EngineState => ({ ...state, containers: state.containers.map((item) => (item.id === id ? change(item) : item)) });
