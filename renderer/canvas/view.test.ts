import { describe, expect, it } from 'vitest';
import { drawLab } from '../../shared/drawing/drawing.ts';
import { containerPath, type Edit, editLab, openLab, rename, set } from '../../shared/lab/edit.ts';
import { keptView } from './view.ts';

/** Hosts that fold, with a container each on one network. */
const large = openLab(`trunkline: 1
name: many
segments:
  lan: { vlans: all }
hosts:
${Array.from(
  { length: 30 },
  (_, at) => `  h${at}:
    ssh: { address: 10.0.0.${at + 1} }
    interfaces: { ens33: { segment: lan, address: 10.0.0.${at + 1}/24 } }
    containers:
      c${at}: { image: busybox, command: sh, networks: { net: 10.1.${at}.2 } }`,
).join('\n')}
networks:
  net:
    driver: macvlan
    subnet: 10.1.0.0/16
    parents: { ${Array.from({ length: 30 }, (_, at) => `h${at}: ens33`).join(', ')} }
`);

/** Ids of what is drawn anew after an edit: what React renders again. */
function drawnAnew(...edits: readonly Edit[]): readonly string[] {
  const edited = editLab(large, edits);
  if (!large.lab || !edited.ok || !edited.value.lab) throw new Error('both can be drawn');
  const view = keptView();
  const before = view(drawLab(large.lab));
  const known = new Set<object>([...before.nodes, ...before.cables]);
  const after = view(drawLab(edited.value.lab));
  return [...after.nodes, ...after.cables].filter((one) => !known.has(one)).map(({ id }) => id);
}

describe('what is drawn anew after an edit', () => {
  it('is the host whose container has another address', () => {
    const address = set([...containerPath('h7', 'c7'), 'networks', 'net'], '10.1.7.99');
    expect(drawnAnew(address)).toEqual(['host h7']);
  });

  it('is the host that has another name, with its wire', () => {
    expect(drawnAnew(rename(['hosts', 'h7'], 'x'))).toEqual(['host x', 'x:ens33#untagged']);
  });
});
