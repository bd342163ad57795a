import { describe, expect, test } from 'vitest';
import { freshHost } from '../../shared/host/fresh-host.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { labOf as labOfText } from '../../shared/lab/testing/examples.ts';
import { deploy, deployed, errors } from '../../shared/plan/testing/story.ts';
import { pairs, type States } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import { refusals, validate } from '../../shared/rules/validate.ts';
import { LAB_HOSTS, labHosts } from '../lab/lab.ts';
import { generatedLab, generatedLabs, MOST_CONTAINERS, variedSeeds } from './generated-labs.ts';

const seeds = Array.from({ length: 300 }, (_, index) => index);

/** The real lab's hosts before anything is deployed. */
const fresh: States = new Map(
  labHosts.map((host) => {
    const nics = [{ name: 'ens33', address: `${LAB_HOSTS[host]}/24` }];
    return [host, freshHost(host, { nics, docker: host !== 'router', images: ['busybox:latest'] })];
  }),
);

const labs = new Map<number, Lab>();

/** Read once: making three hundred of them takes a second. */
function labOf(seed: number): Lab {
  const lab = labs.get(seed) ?? labOfText(JSON.stringify(generatedLab(seed).file));
  labs.set(seed, lab);
  return lab;
}

const stateOf = (host: string) => fresh.get(host) ?? freshHost(host);
const deployedStates = (lab: Lab): States =>
  new Map(labHosts.map((host) => [host, deployed(lab, host, stateOf(host))]));

describe('labs generated for the real hosts', () => {
  test('the same seed makes the same lab', () => {
    for (const seed of seeds.slice(0, 20)) expect(generatedLab(seed)).toEqual(generatedLab(seed));
  });

  test('each is small, refused by no rule, and planned without an error on fresh hosts', () => {
    for (const seed of seeds) {
      const lab = labOf(seed);
      const containers = lab.hosts.flatMap((host) => host.containers);
      expect(containers.length).toBeGreaterThanOrEqual(2);
      expect(containers.length).toBeLessThanOrEqual(MOST_CONTAINERS);
      expect([seed, refusals(lab)]).toEqual([seed, []]);
      for (const host of labHosts) {
        const program = deploy(lab, host, stateOf(host));
        expect([seed, host, errors(program)]).toEqual([seed, host, []]);
        const state = deployed(lab, host, stateOf(host));
        expect([seed, host, deploy(lab, host, state).plan.changes]).toEqual([seed, host, []]);
      }
    }
  });

  test('none takes an address that somebody has: the hosts are logged in to at theirs', () => {
    for (const seed of seeds) {
      const lab = labOf(seed);
      const twice = ['duplicate-address', 'handed-out-twice', 'unreserved-address'];
      const found = validate(JSON.stringify(generatedLab(seed).file)).map(({ code }) => code);
      expect([seed, found.filter((code) => twice.includes(code))]).toEqual([seed, []]);
      for (const { ssh, interfaces, routing } of lab.hosts) {
        expect(interfaces.find(({ name }) => name === 'ens33')?.address).toBe(`${ssh.address}/24`);
        expect(routing?.routes.filter(({ to }) => to.startsWith('192.168.1.')) ?? []).toEqual([]);
      }
    }
  });

  test('what is predicted of the hosts is what is predicted of the drawing', () => {
    for (const seed of seeds.slice(0, 100)) {
      const lab = labOf(seed);
      const drawn = predictLab(lab, fresh);
      const live = predictFrom(lab, deployedStates(lab));
      expect([seed, live.counts]).toEqual([seed, drawn.counts]);
    }
  });

  test('together they vary in everything that a lab file can say', () => {
    const seen = tally(seeds.map((seed) => featuresOf(labOf(seed))));
    expect(Object.keys(seen).toSorted()).toEqual(FEATURES.toSorted());
    for (const [feature, times] of Object.entries(seen)) expect(times, feature).toBeGreaterThanOrEqual(10);
  });

  test('nearly every verdict is certain, and they show most of the reasons that there are', () => {
    const all = seeds.map(codesOf);
    const verdicts = all.flat();
    expect(verdicts.filter(({ certain }) => certain).length / verdicts.length).toBeGreaterThan(0.99);
    const codes = tally(all.map(certainOf));
    expect(Object.keys(codes).length).toBeGreaterThanOrEqual(22);
    for (const code of ['routed', 'masqueraded', 'host-shim', 'mode-vepa', 'passthru-parent', 'forward-denied']) {
      expect(codes[code], code).toBeGreaterThanOrEqual(8);
    }
  });

  test('those that every run deploys show much between them', () => {
    const codes = new Set(variedSeeds.flatMap((seed) => [...certainOf(codesOf(seed))]));
    expect(variedSeeds).toHaveLength(4);
    expect(codes.size).toBeGreaterThanOrEqual(20);
  });

  test('more are always others', () => {
    const titles = generatedLabs(20).map(({ title }) => title);
    expect(new Set(titles).size).toBe(24);
    expect(generatedLabs(0).map(({ title }) => title)).toEqual(titles.slice(0, 4));
  });
});

function tally(sets: readonly ReadonlySet<string>[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const set of sets) for (const item of set) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

function codesOf(seed: number): readonly { readonly code: string; readonly certain: boolean }[] {
  const prediction = predictLab(labOf(seed), fresh);
  return pairs(prediction.endpoints).map(({ source, target }) => {
    const { code, verdict } = prediction.outcome(source, target);
    return { code, certain: verdict !== 'uncertain' };
  });
}

const certainOf = (outcomes: ReturnType<typeof codesOf>): ReadonlySet<string> =>
  new Set(outcomes.flatMap(({ code, certain }) => (certain ? [code] : [])));

const FEATURES = [
  ...['bridge', 'private', 'vepa', 'passthru', 'l2', 'l3'],
  ...['on ens33', 'on ens33.10', 'on ens33.20', 'on ens33.10.30', 'on one host', 'on two hosts'],
  ...['a gateway', 'no gateway', 'a range', 'a reserved address', 'one subnet twice', 'a limited trunk'],
  ...['a container on two networks', 'an address that Docker picks', 'a MAC address', 'a shim'],
  'a NIC that is not promiscuous',
  ...['the router', 'a Docker host'].flatMap((kind) => [
    `${kind} with an address in a VLAN`,
    `${kind} forwards`,
    `${kind} does not forward`,
    `${kind} allows all`,
    `${kind} allows none`,
    `${kind} allows one way`,
    `${kind} allows both ways`,
    `${kind} has a route`,
    `${kind} masquerades`,
  ]),
];

function featuresOf({ hosts, networks, segments }: Lab): ReadonlySet<string> {
  const features = new Set<string>();
  const note = (feature: string, there: boolean): void => {
    if (there) features.add(feature);
  };
  for (const { mode, gateway, range, reserved, parents } of networks) {
    features.add(mode ?? 'bridge network');
    features.add(gateway === undefined ? 'no gateway' : 'a gateway');
    note('a range', range !== undefined);
    note('a reserved address', reserved.length > 0);
    features.add(parents.length === 1 ? 'on one host' : 'on two hosts');
    for (const { interface: parent } of parents) features.add(`on ${parent}`);
  }
  note('one subnet twice', new Set(networks.map(({ subnet }) => subnet)).size < networks.length);
  note(
    'a limited trunk',
    segments.some(({ vlans }) => vlans !== 'all'),
  );
  for (const { name, interfaces, containers, routing } of hosts) {
    const kind = name === 'router' ? 'the router' : 'a Docker host';
    note(
      'a shim',
      interfaces.some((item) => item.kind === 'shim'),
    );
    note(
      `${kind} with an address in a VLAN`,
      interfaces.some((item) => item.kind === 'vlan' && item.address),
    );
    note(
      'a NIC that is not promiscuous',
      kind !== 'the router' && interfaces.some((item) => item.kind === 'nic' && !item.promiscuous),
    );
    for (const { attachments } of containers) {
      note('a container on two networks', attachments.length === 2);
      note(
        'an address that Docker picks',
        attachments.some(({ address }) => address === undefined),
      );
      note(
        'a MAC address',
        attachments.some(({ mac }) => mac !== undefined),
      );
    }
    if (routing === undefined) continue;
    const { forward, allow, routes, masquerade } = routing;
    features.add(`${kind} ${forward ? 'forwards' : 'does not forward'}`);
    features.add(`${kind} allows ${typeof allow === 'string' ? allow : allow.length === 1 ? 'one way' : 'both ways'}`);
    note(`${kind} has a route`, routes.length > 0);
    note(`${kind} masquerades`, masquerade.length > 0);
  }
  return features;
}
