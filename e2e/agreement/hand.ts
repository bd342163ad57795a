/** A lab as it is being changed, and picks of its things: the same from the same numbers. */
import type { LabFile } from '../../shared/lab/things/lab.ts';

export type Json = { [key: string]: unknown };

export interface ChangedHost {
  interfaces: Json;
  containers?: Record<string, Json>;
  routing?: Json;
  ssh?: Json;
}

export interface Changed {
  readonly hosts: Record<string, ChangedHost>;
  readonly networks: Record<string, Json>;
  readonly segments: Json;
}

export class Hand {
  private at = 0;
  private readonly numbers: readonly number[];
  readonly lab: Changed;
  constructor(lab: Changed, numbers: readonly number[]) {
    this.lab = lab;
    this.numbers = numbers;
  }
  one<Item>(items: readonly Item[]): Item | undefined {
    const number = this.numbers[this.at++ % this.numbers.length] ?? 0;
    return items[number % Math.max(1, items.length)];
  }
  host(): ChangedHost {
    return this.lab.hosts[this.one(['docker01', 'docker02', 'router']) ?? ''] ?? { interfaces: {} };
  }
  dockerHost(): ChangedHost {
    return this.lab.hosts[this.dockerHostName()] ?? { interfaces: {} };
  }
  dockerHostName(): string {
    return this.one(['docker01', 'docker02']) ?? '';
  }
  network(): Json | undefined {
    return this.one(Object.values(this.lab.networks));
  }
  box(): Json | undefined {
    return this.one(Object.values(this.lab.hosts).flatMap(({ containers = {} }) => Object.values(containers)));
  }
  /** A place of a container: its networks and the name of one. */
  place(): readonly [Json, string, Json] | undefined {
    const box = this.box();
    const networks = box?.networks as Json | undefined;
    const name = networks && this.one(Object.keys(networks));
    return box && networks && name !== undefined ? [networks, name, this.lab.networks[name] ?? {}] : undefined;
  }
  get networks(): Changed['networks'] {
    return this.lab.networks;
  }
}

export const handOn = (file: LabFile, numbers: readonly number[]): Hand =>
  new Hand(structuredClone(file) as unknown as Changed, numbers);
export const fileOf = ({ lab }: Hand): LabFile => lab as unknown as LabFile;
