import { expect, it } from 'vitest';
import type { Path } from '../data.ts';
import { editText, openLab } from '../edit.ts';
import { fitting, isSwitch, rowOf, wordFor } from './form.ts';
import { type FilePlace, labPlace } from './place.ts';
import { fieldEdits, fieldStep, formOfThings, inSentence, type ThingsForm } from './things-form.ts';
import { faultOf, textOfData, typedData } from './typed.ts';

const TEXT = `trunkline: 1
name: forms
segments:
  lan: { vlans: [10, 20] }
hosts:
  docker01:
    ssh: { address: 192.168.1.11, port: 2222 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, mtu: 9000 }
      ens33.10: { parent: ens33, vlan: 10 }
    containers:
      bbox10: { image: busybox, command: [sh, -c, "echo hello"], networks: { mac_net10: 172.16.10.10 } }
  router:
    ssh: { address: 192.168.1.254 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
    routing: { forward: true, routes: [{ to: 10.9.0.0/16, via: 172.16.10.254 }] }
networks:
  mac_net10: { driver: macvlan, subnet: 172.16.10.0/24, parents: { docker01: ens33.10 } }
`;

function formAt(...paths: readonly Path[]): ThingsForm {
  const { source } = openLab(TEXT);
  const form = source && formOfThings(source.root, paths);
  if (form === undefined) throw new Error('no form');
  return form;
}

const all = (form: ThingsForm) => form.groups.flatMap(({ fields }) => fields);
const fieldAt = (form: ThingsForm, ...steps: readonly string[]) => {
  const found = all(form).find((field) => field.steps.join() === steps.join());
  if (found === undefined) throw new Error(`no field ${steps.join(' ')}`);
  return found;
};
const shownIn = (form: ThingsForm) =>
  all(form)
    .filter(({ shown }) => shown)
    .map(({ field }) => field.label);

it('a host has its login and its routing as fields; interfaces and containers are things of their own', () => {
  const router = formAt(['hosts', 'router']);
  expect(router.groups.map(({ title }) => title)).toEqual(['', 'SSH', 'Routing']);
  expect(shownIn(router)).toEqual(['SSH address', 'Forwards packets', 'Routes']);
  expect(
    all(router)
      .filter(({ shown }) => !shown)
      .map(({ field }) => field.label),
  ).toEqual(['Unmanaged', 'SSH port', 'SSH user', 'SSH key', 'Lets through', 'Masquerade']);
  expect(fieldAt(router, 'routing', 'routes').kind).toBe('rows');
});

it('asks for nothing of what a thing has not: no routing of a host, no registry of a lab', () => {
  expect(shownIn(formAt(['hosts', 'docker01']))).toEqual(['SSH address', 'SSH port']);
  expect(shownIn(formAt([]))).toEqual(['Name']);
});

it('a container’s place on a network is a group under the network’s name', () => {
  const box = formAt(['hosts', 'docker01', 'containers', 'bbox10']);
  expect(box.groups.map(({ title, isEntry, entryOf }) => [title, isEntry, entryOf?.kind])).toEqual([
    ['', false, undefined],
    ['mac_net10', true, 'network'],
  ]);
  const address = fieldAt(box, 'networks', 'mac_net10', 'address');
  expect(shownIn(box)).toEqual(['Image', 'Command', 'Networks', 'Address']);
  expect(textOfData(address.place, address.data)).toBe('172.16.10.10');
  expect(address.field.empty).toBe('automatic');
  const path = ['hosts', 'docker01', 'containers', 'bbox10'] as const;
  const edited = editText(TEXT, fieldEdits([path], address.steps, '172.16.10.99'));
  expect(edited.ok && edited.value).toContain('networks: { mac_net10: 172.16.10.99 }');
});

it('a network’s parents and reserved addresses are pairs, and its modes those of its driver', () => {
  const network = formAt(['networks', 'mac_net10']);
  expect(fieldAt(network, 'parents')).toMatchObject({ kind: 'pairs', naming: { kind: 'host' } });
  expect(fieldAt(network, 'reserved')).toMatchObject({ kind: 'pairs', shown: false });
  expect(fitting(network.place, network.data, fieldAt(network, 'mode'))).toEqual([
    'bridge',
    'private',
    'vepa',
    'passthru',
  ]);
});

it('words that do not fit beside the others are not offered, unless none other would be', () => {
  const modes = (said: string) => {
    const { source } = openLab(`trunkline: 1\nname: fit\nnetworks:\n  n: { ${said} }\n`);
    const form = source && formOfThings(source.root, [['networks', 'n']]);
    return form && fitting(form.place, form.data, fieldAt(form, 'mode')).join(' ');
  };
  expect(modes('driver: ipvlan, subnet: 10.0.0.0/24')).toBe('l2 l3 l3s');
  expect(modes('driver: ipvlan, subnet: 10.0.0.0/24, mode: bridge')).toBe('l2 l3 l3s');
  // Without its subnet it is not right with any.
  const all = 'bridge private vepa passthru l2 l3 l3s';
  expect([modes('driver: ipvlan'), modes('driver: bridge, subnet: 10.0.0.0/24, mode: l2')]).toEqual([all, all]);
  const card = formAt(['hosts', 'docker01', 'interfaces', 'ens33']);
  expect(fitting(card.place, card.data, fieldAt(card, 'port', 'macs'))).toEqual(['own', 'any']);
  expect(fitting(card.place, undefined, fieldAt(card, 'port', 'macs'))).toEqual(['own', 'any']);
});

it('a list of small maps is rows, each called by its own word', () => {
  const router = formAt(['hosts', 'router']);
  const rows = (...steps: string[]) => rowOf(fieldAt(router, ...steps).place);
  const words = (place: FilePlace | undefined) => place && [wordFor(place), ...(place.keys?.keys() ?? [])].join(' ');
  expect(words(rows('routing', 'routes'))).toBe('route to via');
  expect(words(rows('routing', 'allow'))).toBe('forward rule from to replies');
  expect(words(rows('routing', 'masquerade'))).toBe('masquerade rule source out');
  expect(rows('ssh', 'port')).toBeUndefined();
  expect(wordFor(fieldAt(formAt(['segments', 'lan']), 'mtu').place)).toBe('MTU from 68 to 65535 bytes');
  expect(words(rowOf(labPlace().keys?.get('registry')?.keys?.get('images') ?? labPlace()))).toBe(
    'image of the registry image as',
  );
});

it('several things have what all of them may state, and an edit gives it to all', () => {
  const cards: readonly Path[] = [
    ['hosts', 'docker01', 'interfaces', 'ens33'],
    ['hosts', 'router', 'interfaces', 'ens33'],
  ];
  const form = formAt(...cards);
  expect(fieldAt(form, 'segment')).toMatchObject({ differs: false, data: 'lan' });
  expect(fieldAt(form, 'mtu')).toMatchObject({ differs: true, shown: true });
  expect(fieldAt(formAt(...cards.toReversed()), 'mtu')).toMatchObject({ differs: true, shown: true, data: undefined });
  const edited = editText(TEXT, fieldEdits(cards, ['mtu'], 1500));
  expect(edited.ok && edited.value.match(/mtu: 1500/g)).toHaveLength(2);
  const less = editText(TEXT, fieldEdits(cards, ['address'], undefined));
  expect(less.ok && less.value.match(/ens33: .*/g)).toEqual([
    'ens33: { segment: lan, mtu: 9000 }',
    'ens33: { segment: lan }',
  ]);
  const mixed = formAt(['hosts', 'docker01', 'interfaces', 'ens33'], ['hosts', 'docker01', 'interfaces', 'ens33.10']);
  expect(all(mixed).map(({ field }) => field.label)).toEqual(['Address', 'MTU']);
  expect(formOfThings((openLab(TEXT).source as never as { root: never }).root, [['hosts', 'nobody', 'x', 'y']])).toBe(
    undefined,
  );
});

it('what is typed becomes what the file has, and back', () => {
  const vlans = fieldAt(formAt(['segments', 'lan']), 'vlans');
  expect(textOfData(vlans.place, vlans.data)).toBe('10, 20');
  expect(typedData(vlans.place, ' 10, 30')).toEqual([10, 30]);
  expect(typedData(vlans.place, '[10]')).toEqual([10]);
  expect(typedData(vlans.place, 'all')).toBe('all');
  const box = formAt(['hosts', 'docker01', 'containers', 'bbox10']);
  const command = fieldAt(box, 'command');
  expect(textOfData(command.place, command.data)).toBe("sh -c 'echo hello'");
  expect(typedData(command.place, 'sleep 60')).toBe('sleep 60');
  expect(typedData(command.place, '  ')).toBeUndefined();
});

it('what is typed is of the kind that its field has', () => {
  const card = formAt(['hosts', 'docker01', 'interfaces', 'ens33']);
  const [mtu, promiscuous, address] = ['mtu', 'promiscuous', 'address'].map((key) => fieldAt(card, key).place);
  if (mtu === undefined || promiscuous === undefined || address === undefined) throw new Error('no fields');
  const typed = (place: FilePlace, ...texts: string[]) => texts.map((text) => typedData(place, text));
  expect([isSwitch(promiscuous), isSwitch(mtu)]).toEqual([true, false]);
  expect(typed(promiscuous, 'true', ' false ', 'truely', 'untrue', '1')).toEqual([
    true,
    false,
    'truely',
    'untrue',
    '1',
  ]);
  expect(typed(mtu, '1500', '-1', '1500 bytes', 'x1', '1.5')).toEqual([1500, -1, '1500 bytes', 'x1', '1.5']);
  expect(typed(address, '10.0.0.1/24', '7', 'true')).toEqual(['10.0.0.1/24', '7', 'true']);
  const tagged = fieldAt(card, 'port', 'tagged').place;
  expect(typed(tagged, 'all', '10', '[10,x , ]')).toEqual(['all', [10], [10, 'x']]);
  expect(textOfData(promiscuous, false)).toBe('false');
  expect([textOfData(mtu, 1500), textOfData(mtu, null), textOfData(mtu, undefined)]).toEqual(['1500', '', '']);
});

it('a map of names and values is one line where it has a meaning as a list, else it has no text', () => {
  const box = formAt(['hosts', 'docker01', 'containers', 'bbox10']);
  const environment = fieldAt(box, 'environment').place;
  expect(
    textOfData(
      environment,
      new Map([
        ['TZ', 'UTC'],
        ['A', 'b'],
      ]),
    ),
  ).toBe('TZ=UTC, A=b');
  const reserved = fieldAt(formAt(['networks', 'mac_net10']), 'reserved').place;
  expect(textOfData(reserved, new Map([['printer', '172.16.10.200']]))).toBe('');
  const routes = fieldAt(formAt(['hosts', 'router']), 'routing', 'routes').place;
  expect(textOfData(routes, [])).toBe('');
});

it('says what is wrong with a value in the field’s own words', () => {
  const card = formAt(['hosts', 'docker01', 'interfaces', 'ens33']);
  const address = fieldAt(card, 'address').place;
  expect(faultOf(address, '192.168.1.11/24')).toBeUndefined();
  expect(faultOf(address, '192.168.1.11')).toBe(
    '"192.168.1.11" has no prefix length. Write the address and the prefix length of its subnet, such as 192.168.1.11/24.',
  );
  expect(faultOf(fieldAt(card, 'mtu').place, 7)).toBe(
    '7 is not an MTU from 68 to 65535 bytes. Write a number of bytes, such as 1500 or 9000.',
  );
  expect(faultOf(fieldAt(card, 'mtu').place, 'much')).toMatch(/^"much" is not an MTU/);
  const vlans = fieldAt(formAt(['segments', 'lan']), 'vlans').place;
  expect(faultOf(vlans, [10, 5000])).toMatch(/^5000 is not a VLAN id from 1 to 4094/);
  expect(faultOf(vlans, [10, 'ten'])).toMatch(/^"ten" is not a VLAN id/);
  expect(faultOf(vlans, 'some')).toMatch(/^"some" is not all, none or a list/);
});

it('names the step for undo', () => {
  expect(fieldStep('Address', ['docker01:ens33'], '10.0.0.1/24')).toBe('set address of docker01:ens33 to 10.0.0.1/24');
  expect(fieldStep('Is there already', ['corp'], 'true')).toBe('switch on "Is there already" of corp');
  expect(fieldStep('MTU', ['a', 'b'], undefined)).toBe('take MTU of 2 things away');
  expect(fieldStep('Name', [], 'x'.repeat(40))).toBe(`set name of the lab to ${'x'.repeat(40)}`);
  expect(fieldStep('Name', [], 'x'.repeat(41))).toBe(`set name of the lab to ${'x'.repeat(40)}…`);
  expect(['Delivers MAC addresses', 'SSH port', 'MTU'].map(inSentence)).toEqual([
    'delivers MAC addresses',
    'SSH port',
    'MTU',
  ]);
});

it('what no word fits is not asked for', () => {
  const fields = (said: string) => {
    const { source } = openLab(`trunkline: 1\nname: fit\nnetworks:\n  n: { ${said} }\n`);
    const form = source && formOfThings(source.root, [['networks', 'n']]);
    return form?.groups.flatMap((group) => group.fields.map(({ steps }) => steps.join(' '))) ?? [];
  };
  expect(fields('driver: bridge, subnet: 10.0.0.0/24')).not.toContain('mode');
  expect(fields('driver: bridge, subnet: 10.0.0.0/24, mode: l2')).toContain('mode');
  expect(fields('driver: bridge')).toContain('mode');
  expect(fields('driver: macvlan, subnet: 10.0.0.0/24')).toContain('mode');
});
