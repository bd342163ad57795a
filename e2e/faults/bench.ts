/** A host with what cells need of it: a person's home, the lab file, and what it looks like with the lab and without it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, trunkline } from '../fixtures/cli.ts';
import { type PlanDocument, planOf } from '../fixtures/cli-json.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { writeImage } from '../fixtures/image-file.ts';
import { asRoot, knowHosts } from '../fixtures/real-lab.ts';
import { type LabHost, reset } from '../lab/lab.ts';
import { Control } from './control.ts';
import type { Fault } from './faults.ts';
import { differences, known, outlastsDocker, recurring } from './judge.ts';
import { ARCHIVE, type LabKind, labFile, labKinds } from './lab-file.ts';
import { nothingStands } from './standing.ts';

/** More than is on its way at a time: a copy whose reader is held is in its middle. */
const COPIED_MB = 20;

export class Bench {
  readonly host: LabHost;
  readonly control: Control;
  readonly home: Home;
  private cleanInventory: string | undefined;
  private readonly deployed = new Map<LabKind, string>();
  private isSpoilt = false;

  private constructor(host: LabHost) {
    this.host = host;
    this.control = new Control(host);
    this.home = makeHome();
    knowHosts(this.home);
    for (const lab of labKinds) writeFileSync(this.file(lab), labFile[lab](host));
    writeImage(join(this.home.path, ARCHIVE.file), ARCHIVE.tag, COPIED_MB);
  }

  /** On a host that is up; what is on it of earlier cells goes. */
  static async make(host: LabHost): Promise<Bench> {
    const bench = new Bench(host);
    await bench.control.prepare();
    if (!nothingStands(await bench.control.inventory())) await bench.fresh();
    await bench.clean();
    return bench;
  }

  plan = async (lab: LabKind): Promise<PlanDocument> => planOf(await this.program(lab, 'plan', '--json'));

  /** Learns once what the host looks like when nothing disturbs a deploy. */
  async learn(lab: LabKind): Promise<void> {
    if (this.deployed.has(lab)) return;
    await this.clean();
    await this.must(lab, 'deploy');
    this.deployed.set(lab, recurring(await this.control.inventory()));
    await this.must(lab, 'destroy');
  }

  private async must(lab: LabKind, command: string): Promise<void> {
    const ran = await this.program(lab, command, '--yes', '--json');
    if (ran.code !== 0) throw new Error(`${lab}: ${command} failed on ${this.host}: ${ran.stderr}`);
  }

  private file = (lab: LabKind): string => join(this.home.path, `${lab}.yaml`);

  words = (lab: LabKind, command: string, ...options: readonly string[]): readonly string[] => [
    command,
    this.file(lab),
    ...options,
    ...asRoot(this.home),
  ];

  program = (lab: LabKind, command: string, ...options: readonly string[]): Promise<Ran> =>
    trunkline(this.words(lab, command, ...options), this.home);

  /** The host without the lab, as it must be again in the end. */
  async clean(): Promise<string> {
    if (this.isSpoilt) await this.fresh();
    this.cleanInventory ??= await this.control.inventory();
    return this.cleanInventory;
  }

  /** A cell left the host as it should not be. */
  spoilt(): void {
    this.isSpoilt = true;
    this.cleanInventory = undefined;
  }

  /** The last look of a cell is the first of the next one. */
  async cleanAgain(): Promise<string> {
    this.cleanInventory = await this.control.inventory();
    return this.cleanInventory;
  }

  /** No script of the program runs on the host any more, and Docker serves there. */
  async settled(): Promise<void> {
    await this.control.must(
      `flock -w 60 /var/lib true
until curl -q -s --max-time 5 --unix-socket /run/docker.sock http://docker/_ping | grep -q OK; do sleep 0.2; done
until curl -q -s --max-time 5 http://localhost:5000/v2/ >/dev/null; do sleep 0.2; done`,
      120,
    );
  }

  /** What a deployed lab has and this inventory has not, or the other way round; empty: it is deployed. */
  missing = (lab: LabKind, inventory: string): string =>
    differences(this.deployed.get(lab) ?? '', recurring(inventory));

  /** The same, as far as it could outlast a fault that came after the program had seen it. */
  missingAfter(fault: Fault, lab: LabKind, inventory: string): string {
    if (fault.forgets !== 'docker') return this.missing(lab, inventory);
    return differences(outlastsDocker(this.deployed.get(lab) ?? ''), outlastsDocker(recurring(inventory)));
  }

  /** What is in this inventory and was not before the cell, or the other way round; empty: nothing is left. */
  leftOver = (fault: Fault, inventory: string): string =>
    differences(known(this.cleanInventory ?? '', fault), known(inventory, fault));

  private async fresh(): Promise<void> {
    this.control.close();
    await reset(this.host);
    await this.control.prepare();
    await this.settled();
    this.isSpoilt = false;
  }

  dispose(): void {
    this.control.close();
    this.home.dispose();
  }
}
