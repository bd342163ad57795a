/**
 * One image of 200 MB to two hosts: from another host of the lab, and from an archive of this computer; each beside what a
 * person types for it, `docker save` and `docker load` by ssh, one host after the other. Both sides run one container from it
 * on each host. Target: 0.8. It runs inside the lab's network namespace: `npm run bench -- images`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAB_HOSTS, type LabHost, shell, up } from '../lab/lab.ts';
import { median, seconds, shown } from './lib/measure.ts';
import { onLab } from './lib/on-lab.ts';

await up();
const { file, trunkline, byHand, end } = onLab();
const ROUNDS = Number(process.env.TRUNKLINE_BENCH_ROUNDS ?? 3);
const BYTES = Number(process.env.TRUNKLINE_BENCH_MEGABYTES ?? 200) * 1_000_000;
const SOURCE: LabHost = 'docker01';
const TARGETS: readonly LabHost[] = ['docker02', 'router'];
const here = mkdtempSync(join(tmpdir(), 'trunkline-bench-images-'));
const archive = join(here, 'big.tar');

/** Programs and libraries of this machine, as images are made of, and busybox to run. */
function makeImage(): void {
  const root = join(here, 'root');
  const most = Math.floor(BYTES / 1_000_000);
  execFileSync('bash', [
    '-ec',
    `mkdir -p "$1/bin" "$1/lib" && cp /bin/busybox "$1/bin/" && ln -s busybox "$1/bin/sh"
     size=0
     while read -r bytes path; do
       size=$((size + bytes)); [ "$size" -lt ${most}000000 ] || break
       cp --parents "$path" "$1/lib/"
     done < <(find /usr/lib/x86_64-linux-gnu /usr/bin -xdev -type f -size +20k -size -20M -printf '%s %p\\n' | sort -k2)
     tar -C "$1" -cf "$1.tar" .`,
    'bash',
    root,
  ]);
}

const lab = (from: string): string => `trunkline: 1
name: big-image
segments: { lan: { vlans: all } }
hosts:
${[SOURCE, ...TARGETS]
  .map(
    (host) => `  ${host}:
    ssh: { address: ${LAB_HOSTS[host]}, user: root }
    interfaces: { ens33: { segment: lan, address: ${LAB_HOSTS[host]}/24 } }
${host === SOURCE ? '' : "    containers: { big: { image: 'big:1', command: [/bin/busybox, sleep, '1000'], networks: {} } }\n"}`,
  )
  .join('')}images: { 'big:1': ${from} }
`;

const root = (host: LabHost): string => `root@${LAB_HOSTS[host]}`;
const run = 'docker run -dit --name big --network none big:1 /bin/busybox sleep 1000';

async function clear(): Promise<void> {
  await Promise.all(
    TARGETS.map((host) =>
      shell(host, 'docker rm -f big >/dev/null 2>&1; docker image rm -f big:1 >/dev/null 2>&1; sync'),
    ),
  );
}

async function measure(from: string, save: string): Promise<void> {
  const found = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    found.theirs.push(
      await seconds(async () => {
        for (const host of TARGETS)
          await byHand(`${save} | $SSH ${root(host)} docker load && $SSH ${root(host)} ${run}`);
      }),
    );
    await clear();
    writeFileSync(file, lab(from));
    found.ours.push(
      await seconds(async () => {
        const { code } = await trunkline('deploy', '--yes', '--json');
        if (code !== 0) throw new Error('the deploy failed');
      }),
    );
    await trunkline('destroy', '--yes', '--json');
    await clear();
  }
  const ratio = median(found.ours.map((value, at) => value / (found.theirs[at] ?? value)));
  console.log(
    `deploy of an image of ${Math.round(statSync(archive).size / 1e6)} MB to two hosts, ${from}  ${shown(found.ours)}`,
  );
  console.log(`${save} | ssh docker load, and docker run  ${shown(found.theirs)}`);
  console.log(`ratio                                     ${ratio.toFixed(2)} (target: at most 0.8)`);
}

try {
  makeImage();
  await byHand(
    `$SSH ${root(SOURCE)} docker import - big:1 <"${join(here, 'root.tar')}" && $SSH ${root(SOURCE)} docker save big:1 >"${archive}"`,
  );
  await clear();
  await measure(`{ from: ${SOURCE} }`, `$SSH ${root(SOURCE)} docker save big:1`);
  await measure(`{ from: archive, archive: ${archive} }`, `cat ${archive}`);
} finally {
  await shell(SOURCE, 'docker image rm -f big:1').catch(() => undefined);
  rmSync(here, { recursive: true, force: true });
  end();
}
