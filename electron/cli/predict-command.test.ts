import { expect, test } from 'vitest';
import { templateNamed } from '../../shared/lab/templates.ts';
import { scripted } from './testing/scripted.ts';

const VLANS = templateNamed('vlans-two-hosts')?.text ?? '';
const predicted = async (file: string, width?: number): Promise<readonly string[]> =>
  (await scripted(['predict', 'lab.yaml'], {}, { file, ...(width ? { width } : {}) })).out;

/** Six interfaces on one wire: 30 pairs, one reason. */
const SIX = `trunkline: 1
name: six
segments: { lan: }
hosts:
${[1, 2, 3, 4, 5, 6].map((n) => `  h${n}: { ssh: { address: 10.0.0.${n} }, interfaces: { e0: { segment: lan, address: 10.0.0.${n}/24 } } }`).join('\n')}
`;

test('counts first, then the matrix, then each reason once with the pairs that it stands for', async () => {
  const out = await predicted(SIX);
  expect(out[0]).toBe('30 pairs: 30 reachable, 0 unreachable, 0 uncertain.');
  expect(out).toContain('h1  ·  ✓  ✓  ✓  ✓  ✓');
  expect(out).toContain('to 6: h6:e0 (10.0.0.6)');
  const reasons = out.filter((line) => line.startsWith('✓'));
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toMatch(/^✓ h1 → h2:e0, h1 → h3:e0, h1 → h4:e0 and 27 more: h1/);
});

test('what does not work comes first, with what would mend it beside the reason', async () => {
  const out = await predicted(VLANS);
  const marks = out.filter((line) => /^[✓✕?] /.test(line)).map((line) => line[0]);
  expect(marks).toEqual([...marks].sort((a, b) => '✕?✓'.indexOf(a ?? '') - '✕?✓'.indexOf(b ?? '')));
  const own = out.find((line) => line.includes('docker01 → docker01/bbox10'));
  expect(own).toMatch(
    /^✕ .* and 1 more: docker01 has no route to 172\.16\.10\.10, .*\. Give the host a route by a router,.* shim/,
  );
  expect(own).not.toContain('docker01 → docker02/');
  const other = out.find((line) => line.includes('docker01 → docker02/bbox11'));
  expect(other).toMatch(/^✕ .* and 5 more: docker01 has no route .*\. Give the sender a gateway or a route\.$/);
});

test.each([60, 80, 132])('nothing is wider than a terminal of %i columns', async (width) => {
  for (const file of [VLANS, SIX]) {
    const wide = (await predicted(file, width)).filter((line) => line.length > width);
    expect(wide).toEqual([]);
  }
});

test('what does not fit thing by thing is told host by host', async () => {
  const out = await predicted(SIX, 15);
  expect(out.find((line) => line.startsWith('h1 '))).toMatch(/^h1 +5\/5$/);
});

test('macvlan gets a note of what is below virtual machines, since no host is asked; a drawn port and ipvlan get none', async () => {
  const noted = async (file: string) =>
    (await predicted(file)).some((line) => line.startsWith('Note: no host was asked.'));
  expect(await noted(VLANS)).toBe(true);
  expect(await noted(VLANS.replaceAll('segment: lan,', 'segment: lan, port: { macs: any },'))).toBe(false);
  expect(await noted(VLANS.replaceAll('driver: macvlan', 'driver: ipvlan'))).toBe(false);
  expect(await noted(SIX)).toBe(false);
  const { out } = await scripted(['predict', 'lab.yaml', '--json'], {}, { file: VLANS });
  expect(JSON.parse(out.join('')).notes).toHaveLength(1);
});
