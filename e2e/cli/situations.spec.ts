/** What people met: each situation gives its right answer in `validate` and `predict`, and on practice hosts of each generation. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { releaseNames } from '../../electron/practice/os/releases.ts';
import type { Problem } from '../../shared/problem.ts';
import type { VerdictKind } from '../../shared/reach/verdict.ts';
import { trunkline } from '../fixtures/cli.ts';
import { doneOf, pairsOf } from '../fixtures/cli-json.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { situations } from './situations.ts';

let home: Home;
let file: string;
test.beforeEach(() => {
  home = makeHome();
  file = join(home.path, 'lab.yaml');
});
test.afterEach(() => home.dispose());

interface Foretold {
  readonly from: string;
  readonly to: string;
  readonly verdict: VerdictKind;
  readonly reason: { readonly code: string };
}

for (const [index, { title, lab, problems, pings, refused }] of situations.entries()) {
  // What no version of Docker decides is asked of one generation each.
  const versions = refused !== undefined && refused.by.length < releaseNames.length;
  const releases = versions ? releaseNames : releaseNames.filter((_, at) => at === index % releaseNames.length);

  test(title, async () => {
    writeFileSync(file, lab);
    const found = JSON.parse((await trunkline(['validate', file, '--json'], home)).stdout)
      .problems as readonly Problem[];
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(problems);
    const predicted = await trunkline(['predict', file, '--json'], home);
    const foretold = new Map(
      (JSON.parse(predicted.stdout || '{}').pairs ?? []).map(({ from, to, verdict, reason }: Foretold) => [
        `${from} → ${to}`,
        `${verdict} ${reason.code}`,
      ]),
    );
    expect(Object.fromEntries(Object.keys(pings).map((pair) => [pair, foretold.get(pair)]))).toEqual(pings);

    for (const release of releases) {
      const on = ['--practice', '--yes', '--json'];
      await trunkline(['practice', 'reset', file, '--practice-release', release], home);
      const deployed = await trunkline(['deploy', file, ...on], home);
      if (refused?.by.includes(release)) {
        expect(deployed.code, release).toBe(1);
        expect(`${deployed.stdout}${deployed.stderr}`).toContain(refused.says);
        continue;
      }
      expect(deployed.code, `${release}: ${deployed.stdout}${deployed.stderr}`).toBe(0);
      const verified = await trunkline(['verify', file, '--practice', '--json'], home);
      expect(verified.code, `${release}: ${verified.stderr}`).toBe(0);
      expect(pairsOf(verified).filter(({ agrees }) => !agrees)).toEqual([]);
      const destroyed = await trunkline(['destroy', file, ...on], home);
      expect(doneOf(destroyed)).toMatchObject({ ok: true, residue: [] });
    }
  });
}
