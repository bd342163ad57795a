import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { containerId, type Lab } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import { type Endpoints, pairs } from './endpoints.ts';
import { predictEdited, predictFrom, predictLab } from './predict.ts';
import { statesAfterEdit, statesWithLab } from './predicted-states.ts';
import { readTable } from './prediction-table.ts';
import { generatedLab, generatedWorld } from './testing/generated-labs.ts';

// Hundreds of labs are traced pair by pair; a machine that does other work too may need a while.
vi.setConfig({ testTimeout: 120_000 });

/** As another thread would get them: equal, and not the same. */
const copied = ({ sources, targets }: Endpoints): Endpoints => ({
  sources: sources.map((source) => ({ ...source })),
  targets: targets.map((target) => ({ ...target })),
});

function saysWhatTracesSay(lab: Lab): void {
  const prediction = predictFrom(lab, statesWithLab(lab));
  const sizes = new Map<number, number>();
  const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
  for (const { source, target } of pairs(prediction.endpoints)) {
    const { verdict, reason } = prediction.explain(source, target);
    counts[verdict] += 1;
    expect([source.id, target.id, prediction.outcome(source, target).code]).toEqual([
      source.id,
      target.id,
      reason.code,
    ]);
    const number = prediction.classOf(source, target);
    sizes.set(number, (sizes.get(number) ?? 0) + 1);
  }
  expect(prediction.counts).toEqual(counts);
  expect([...prediction.classes].map(([number, { size }]) => [number, size]).sort()).toEqual([...sizes].sort());
  for (const [number, { pair }] of prediction.classes)
    expect(prediction.classOf(pair.source, pair.target)).toBe(number);
}

describe('laws of prediction', () => {
  test('the matrix of classes says of every pair what its own trace says', () => {
    fc.assert(
      fc.property(generatedWorld, ({ lab, states }) => {
        const prediction = predictFrom(lab, states);
        const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
        for (const { source, target } of pairs(prediction.endpoints)) {
          const { verdict, reason } = prediction.explain(source, target);
          counts[verdict] += 1;
          expect([source.id, target.id, prediction.outcome(source, target)]).toEqual([
            source.id,
            target.id,
            { verdict, code: reason.code },
          ]);
        }
        expect(prediction.counts).toEqual(counts);
      }),
      { numRuns: 100 },
    );
  });

  test('the table that is handed to another thread says the same of every pair as the prediction', () => {
    fc.assert(
      fc.property(generatedLab, fc.integer({ min: 1, max: 12 }), (lab, different) => {
        const crowded = withFewAddresses(lab, different);
        const prediction = predictFrom(crowded, statesWithLab(crowded));
        const made = prediction.table(Number.POSITIVE_INFINITY);
        if (made === undefined) throw new Error('a table may always have that many cells');
        const table = readTable({ ...made, endpoints: copied(made.endpoints) });
        const known = new Map(table.endpoints.sources.map((source, at) => [prediction.endpoints.sources[at], source]));
        const targets = new Map(
          table.endpoints.targets.map((target, at) => [prediction.endpoints.targets[at], target]),
        );
        for (const { source, target } of pairs(prediction.endpoints)) {
          const [from, to] = [known.get(source), targets.get(target)];
          if (from === undefined || to === undefined) throw new Error('the table has lost an endpoint');
          expect([source.id, target.id, table.outcome(from, to)]).toEqual([
            source.id,
            target.id,
            prediction.outcome(source, target),
          ]);
        }
        expect(prediction.table(made.apart.length - 1)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test('the same where containers of different hosts have each other’s addresses, and every class is counted', () => {
    fc.assert(
      fc.property(generatedLab, fc.integer({ min: 1, max: 4 }), (lab, different) => {
        saysWhatTracesSay(withFewAddresses(lab, different));
      }),
      { numRuns: 150 },
    );
  });

  test('the same where hosts are copies of each other, with all their addresses, or have each other’s MAC addresses', () => {
    fc.assert(
      fc.property(
        generatedLab,
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        fc.boolean(),
        (lab, copies, crowded, macs) => {
          const few = crowded ? withFewAddresses(lab, 2) : lab;
          const copied = withCopies(few, copies);
          saysWhatTracesSay(macs ? withFewMacs(copied) : copied);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('within one bridge-mode domain and subnet, the verdict is the same both ways', () => {
    fc.assert(
      fc.property(generatedWorld, ({ lab, states }) => {
        const prediction = predictFrom(lab, states);
        const { sources, targets } = prediction.endpoints;
        const alone = bridgeModeContainers(lab);
        for (const source of sources) {
          for (const target of targets) {
            const domain = alone.get(source.id);
            if (domain === undefined || domain !== alone.get(target.id) || source.id === target.id) continue;
            const back = sources.find(({ id }) => id === target.id);
            const origin = targets.find(({ id }) => id === source.id);
            if (back === undefined || origin === undefined) continue;
            const there = prediction.outcome(source, target);
            const answer = prediction.outcome(back, origin);
            // Others with the address of one of them may answer for it, and nobody for the other.
            if ([there, answer].some(({ code }) => code === 'other-owner' || code === 'duplicate-address')) continue;
            expect([source.id, target.id, answer.verdict]).toEqual([source.id, target.id, there.verdict]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('removing a router never adds reachability', () => {
    fc.assert(
      fc.property(generatedWorld, ({ lab, states }) => {
        const before = predictFrom(lab, states);
        for (const router of lab.hosts.filter(
          ({ routing, containers }) => routing?.forward && containers.length === 0,
        )) {
          const after = predictFrom(
            without(lab, router.name),
            new Map([...states].filter(([name]) => name !== router.name)),
          );
          for (const { source, target } of pairs(after.endpoints)) {
            if (after.outcome(source, target).verdict !== 'reachable') continue;
            expect([source.id, target.id, before.trace(source, target).verdict]).not.toEqual([
              source.id,
              target.id,
              'unreachable',
            ]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('after an edit, what is taken over from before is what would be made anew', () => {
    fc.assert(
      fc.property(generatedLab, generatedLab, fc.nat(3), (lab, other, at) => {
        const emptied = {
          ...lab,
          hosts: lab.hosts.map((host, index) => (index === at ? { ...host, containers: [] } : host)),
        };
        for (const edited of [emptied, without(lab, `h${at}`), other]) {
          const { states, counts } = predictEdited(edited, predictLab(lab));
          const anew = predictLab(edited);
          expect(states).toEqual(anew.states);
          expect(counts).toEqual(anew.counts);
        }
        const { states } = predictLab(lab);
        const after = statesAfterEdit(emptied, states);
        const changed = lab.hosts.filter(({ containers }, index) => index === at && containers.length > 0);
        expect([...after].filter(([name, state]) => states.get(name) !== state).map(([name]) => name)).toEqual(
          changed.map(({ name }) => name),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('renaming changes nothing', () => {
    fc.assert(
      fc.property(generatedLab, (lab) => {
        const verdicts = (of: Lab): readonly unknown[] => {
          const prediction = predictLab(of);
          return pairs(prediction.endpoints).map(({ source, target }) => prediction.outcome(source, target));
        };
        expect(verdicts(renamed(lab))).toEqual(verdicts(lab));
      }),
      { numRuns: 100 },
    );
  });
});

/** Containers on one network alone, in bridge mode, by the domain and subnet that they are in. */
function bridgeModeContainers(lab: Lab): ReadonlyMap<string, string> {
  return new Map(
    lab.hosts.flatMap((host) =>
      host.containers.flatMap((box): readonly (readonly [string, string])[] => {
        const [only, ...others] = box.attachments;
        const network = only && lab.networks.find(({ name }) => name === only.network);
        const wire = network && indexOf(lab).wireUnder(network.name, host.name);
        if (network === undefined || wire === undefined || others.length > 0) return [];
        if (network.driver !== 'macvlan' || network.mode !== 'bridge') return [];
        return [[containerId(host.name, box.name), `${domainOf(wire)} ${network.subnet}`]];
      }),
    ),
  );
}

const without = (lab: Lab, host: string): Lab => ({
  ...lab,
  hosts: lab.hosts.filter(({ name }) => name !== host),
  networks: lab.networks.map((network) => ({
    ...network,
    parents: network.parents.filter((parent) => parent.host !== host),
  })),
});

/** Hosts and containers under names in another order; networks in theirs, by which Docker chooses the default route. */
function renamed(lab: Lab): Lab {
  const hostOf = (name: string): string => `zz${99 - Number(name.slice(1))}`;
  const netOf = (name: string): string => `other-${name}`;
  return {
    ...lab,
    name: 'another',
    segments: lab.segments.map((segment) => ({ ...segment, name: `seg-${segment.name}` })),
    hosts: lab.hosts.map((host) => ({
      ...host,
      name: hostOf(host.name),
      interfaces: host.interfaces.map((item) =>
        item.kind === 'nic' ? { ...item, segment: `seg-${item.segment}` } : item,
      ),
      containers: host.containers.map((box, at) => ({
        ...box,
        name: `box${9 - at}`,
        attachments: box.attachments.map((item) => ({ ...item, network: netOf(item.network) })),
      })),
    })),
    networks: lab.networks.map((network) => ({
      ...network,
      name: netOf(network.name),
      parents: network.parents.map((parent) => ({ ...parent, host: hostOf(parent.host) })),
    })),
  };
}

/** So few last octets that many are had by several. */
/** Some containers have one of two MAC addresses, as Docker would not give them. */
const withFewMacs = (lab: Lab): Lab => ({
  ...lab,
  hosts: lab.hosts.map((host, at) => ({
    ...host,
    containers: host.containers.map((box, index) => ({
      ...box,
      attachments: box.attachments.map((one) =>
        (at + index) % 3 === 0 ? { ...one, mac: `02:00:00:00:00:0${index % 2}` } : one,
      ),
    })),
  })),
});

/** Every host, so many times again. */
const withCopies = (lab: Lab, copies: number): Lab => {
  const names = (name: string): readonly string[] => [
    name,
    ...Array.from({ length: copies }, (_, at) => `${name}-${at + 1}`),
  ];
  return {
    ...lab,
    hosts: lab.hosts.flatMap((host) => names(host.name).map((name) => ({ ...host, name }))),
    networks: lab.networks.map((network) => ({
      ...network,
      parents: network.parents.flatMap((parent) => names(parent.host).map((host) => ({ ...parent, host }))),
    })),
  };
};

const withFewAddresses = (lab: Lab, different: number): Lab => ({
  ...lab,
  hosts: lab.hosts.map((host) => ({
    ...host,
    containers: host.containers.map((box, index) => ({
      ...box,
      attachments: box.attachments.map((one) =>
        one.address === undefined
          ? one
          : { ...one, address: one.address.replace(/\d+$/, String(100 + (index % different))) },
      ),
    })),
  })),
});
