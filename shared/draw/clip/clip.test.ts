/** Copied here and pasted there: nothing clashes, links within stay, and rubbish is told in a sentence. */
import { describe, expect, it } from 'vitest';
import { editLab, type LabDocument, openLab } from '../../lab/edit.ts';
import type { Lab } from '../../lab/lab.ts';
import { vlansTwoHosts } from '../../lab/templates/vlans-two-hosts.ts';
import { checkRules } from '../../rules/validate.ts';
import { placeOf } from '../tools.ts';
import { copiedText } from './copy.ts';
import { paste } from './paste.ts';

const ARTICLE = openLab(
  `${vlansTwoHosts.text}\nexpect: [ { from: docker01/bbox10, to: docker02/bbox11, reachable: true } ]\nlayout: { docker01: { x: 8, y: 16 } }\nnotes: { n1: { text: "**guests**", at: { x: 0, y: 0 }, frame: [docker01, docker02] } }\n`,
);
const EMPTY = openLab('trunkline: 1\nname: other\n');

function labIn({ lab }: LabDocument): Lab {
  if (lab === undefined) throw new Error('it is no lab');
  return lab;
}
function copied(document: LabDocument, ...ids: readonly string[]): string {
  const { lab, source } = document;
  const text = lab && source && copiedText({ lab, root: source.root }, ids);
  if (text === undefined) throw new Error('nothing was copied');
  return text;
}
/** The document after it, without an error that was not there before. */
function withPasted(document: LabDocument, text: string, at?: string) {
  const made = paste(document, text, placeOf(labIn(document), at));
  if (!made.ok) throw new Error(made.why);
  const edited = editLab(document, made.edits);
  if (!edited.ok) throw new Error(edited.problems[0]?.message);
  const errors = [...edited.value.problems, ...checkRules(labIn(edited.value))].filter(
    ({ severity }) => severity === 'error',
  );
  expect(errors.map(({ message }) => message)).toEqual([]);
  return { lab: labIn(edited.value), made: made.made, says: made.says, document: edited.value };
}
const why = (text: string, document = ARTICLE, at?: string): string => {
  const made = paste(document, text, placeOf(labIn(document), at));
  if (made.ok) throw new Error('it was pasted');
  return made.why;
};
const host = (lab: Lab, name: string) => {
  const found = lab.hosts.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('what is copied', () => {
  it('is a lab by itself, with what it stands on and nothing else', () => {
    const text = copied(ARTICLE, 'docker01/bbox10');
    const { lab, problems } = openLab(text);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lab?.hosts.map(({ name, containers }) => [name, containers.map((box) => box.name)])).toEqual([
      ['docker01', ['bbox10']],
    ]);
    expect(lab?.networks.map(({ name }) => name)).toEqual(['mac_net10']);
    expect(lab?.hosts[0]?.interfaces.map(({ name }) => name)).toEqual(['ens33', 'ens33.10']);
    expect(lab?.expect).toEqual([]);
    expect(text.split('\n')[0]).toBe('# copied from Trunkline: ["docker01/bbox10"]');
  });

  it('is nothing where nothing is chosen', () => {
    const { lab, source } = ARTICLE;
    expect(lab && source && copiedText({ lab, root: source.root }, ['gone', '#10'])).toBeUndefined();
  });
});

describe('what is pasted', () => {
  it('gets names and addresses that are free, and joins the networks that are here', () => {
    const { lab, made, says } = withPasted(ARTICLE, copied(ARTICLE, 'docker01'));
    expect(made).toEqual(['docker03']);
    expect(says).toBe('paste docker03');
    const copy = host(lab, 'docker03');
    expect(copy.interfaces[0]).toMatchObject({ address: '192.168.1.12/24', segment: 'lan' });
    expect(copy.ssh.address).toBe('192.168.1.12');
    expect(
      copy.containers.map(({ name, attachments }) => [name, attachments[0]?.network, attachments[0]?.address]),
    ).toEqual([
      ['bbox12', 'mac_net10', '172.16.10.12'],
      ['bbox22', 'mac_net20', '172.16.20.22'],
    ]);
    expect(lab.networks.map(({ name, parents }) => [name, parents.length])).toEqual([
      ['mac_net10', 3],
      ['mac_net20', 3],
    ]);
    expect(lab.layout.positions).toContainEqual({ id: 'docker03', x: 32, y: 40 });
  });

  it('keeps the links within it: expectations, frames, the way through its own router', () => {
    const all = ['lan', 'docker01', 'docker02', 'router', 'mac_net10', 'mac_net20', 'note n1'];
    const { lab, made } = withPasted(ARTICLE, copied(ARTICLE, ...all));
    expect(made).toHaveLength(all.length);
    const [fresh] = lab.networks.filter(({ name }) => made.includes(name));
    expect(fresh?.subnet).not.toBe('172.16.10.0/24');
    expect(fresh?.parents.map(({ host: on }) => on)).toEqual(['docker03', 'docker04']);
    const gateway = host(lab, 'router2').interfaces.find(({ name }) => name === 'ens33.10')?.address;
    expect(gateway).toBe(`${fresh?.gateway}/24`);
    expect(host(lab, 'router2').interfaces[0]).toMatchObject({ segment: 'lan2' });
    expect(lab.expect.at(-1)).toEqual({ from: 'docker03/bbox12', to: 'docker04/bbox13', reachable: true });
    expect(lab.notes.at(-1)).toEqual({
      name: 'n2',
      text: '**guests**',
      at: { x: 24, y: 24 },
      frame: ['docker03', 'docker04'],
    });
  });

  it('is as it was in a lab that has nothing of it, and twice is twice', () => {
    const text = copied(ARTICLE, 'docker01', 'docker02', 'router');
    const once = withPasted(EMPTY, text);
    expect(once.lab.hosts).toEqual(labIn(ARTICLE).hosts);
    expect(once.lab.networks).toEqual(labIn(ARTICLE).networks);
    expect(once.lab.segments).toEqual(labIn(ARTICLE).segments);
    const twice = withPasted(once.document, text);
    expect(twice.lab.hosts).toHaveLength(6);
    expect(twice.lab.networks).toHaveLength(2);
  });

  it('renumbers a network whose subnet means something else here', () => {
    const here = openLab(vlansTwoHosts.text.replaceAll('172.16.10.', '172.16.30.').replaceAll('mac_net20', 'net20'));
    const { lab } = withPasted(here, copied(ARTICLE, 'docker01'));
    const joined = host(lab, 'docker03').containers.map(({ attachments }) => attachments[0]);
    expect(joined[0]).toMatchObject({ network: 'mac_net11', address: '172.16.10.10' });
    const second = lab.networks.find(({ name }) => name === joined[1]?.network);
    expect(second?.subnet).not.toBe('172.16.20.0/24');
    expect(joined[1]?.address?.endsWith('.20')).toBe(true);
  });

  it('gives a network of another subnet a VLAN of its own, on all hosts that come with it', () => {
    const here = openLab(vlansTwoHosts.text.replaceAll('172.16.10.', '172.16.30.').replaceAll('mac_net20', 'net20'));
    const { lab, says } = withPasted(here, copied(ARTICLE, 'docker01', 'router'));
    expect(says).toBe('paste 2 things, VLAN 10 as 30, VLAN 20 as 40');
    for (const name of ['docker03', 'router2'])
      expect(host(lab, name).interfaces).toMatchObject([
        { name: 'ens33' },
        { name: 'ens33.30', parent: 'ens33', vlan: 30 },
        { name: 'ens33.40', parent: 'ens33', vlan: 40 },
      ]);
    expect(lab.networks.find(({ name }) => name === 'mac_net11')?.parents).toEqual([
      { host: 'docker03', interface: 'ens33.30' },
    ]);
    expect(host(lab, 'docker02').interfaces).toEqual(host(labIn(here), 'docker02').interfaces);
  });

  it('goes onto the chosen host where it is a container or a sub-interface', () => {
    const box = withPasted(ARTICLE, copied(ARTICLE, 'docker01/bbox10', 'docker01/bbox20'), 'docker02');
    expect(box.made).toEqual(['docker02/bbox12', 'docker02/bbox22']);
    const sub = withPasted(ARTICLE, copied(ARTICLE, 'docker01:ens33.10'), 'docker02');
    expect(sub.made).toEqual(['docker02:ens33.30']);
    expect(host(sub.lab, 'docker02').interfaces.at(-1)).toMatchObject({ vlan: 30, parent: 'ens33' });
    expect(why(copied(ARTICLE, 'docker01/bbox10'), EMPTY)).toBe('choose the host first that bbox10 is to be on');
    expect(why(copied(ARTICLE, 'mac_net10'))).toBe('choose the interface first that mac_net10 is to stand on');
  });

  it('is at a place of its own where its machine is known by a name', () => {
    const named = 'trunkline: 1\nname: one\nhosts: { docker01: { ssh: { address: docker01.example } } }\n';
    expect(host(withPasted(openLab(named), named).lab, 'docker02').ssh.address).toBe('docker02.example');
  });

  it('may be a few lines of a file, or a whole lab from a mail', () => {
    const lines =
      'hosts:\n  web:\n    ssh: { address: 192.168.1.11 }\n    interfaces:\n      eth0: { segment: lan, address: 192.168.1.11/24 }\nsegments: { lan: }\n';
    expect(host(withPasted(ARTICLE, lines).lab, 'web').interfaces[0]?.address).toBe('192.168.1.12/24');
    expect(withPasted(ARTICLE, vlansTwoHosts.text).lab.hosts).toHaveLength(6);
  });

  it('is told in a sentence where it is none', () => {
    for (const text of [
      '',
      '   \n',
      'hello',
      '名前',
      'a'.repeat(300),
      '- 1\n'.repeat(100_000),
      '\u0089PNG\r\n\u001a\n',
      '{',
      'hosts: [',
    ])
      expect(why(text)).toMatch(/^(?:there is no text|the text on the clipboard is no part of a lab)/);
    expect(why(`hosts:\n${'  a: b\n'.repeat(100_000)}`)).toMatch(/^the text on the clipboard/);
    expect(why(`hosts: {}\n#${'x'.repeat(2_100_000)}`)).toContain('and a lab may have 2000000');
    for (const name of ['名前', 'x'.repeat(300), '"a b"']) {
      const text = copied(ARTICLE, 'docker01').replaceAll('docker01', name);
      expect(why(text)).toMatch(/^the text on the clipboard is no part of a lab: .{10,220}$/s);
    }
  });
});
