/** One fault at one place on a real host, and what became of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { begin, type Ran } from '../fixtures/cli.ts';
import { planOf } from '../fixtures/cli-json.ts';
import type { Bench } from './bench.ts';
import type { Fault, Held } from './faults.ts';
import { armGate, gateReached, type Hold, openGate, removeGate } from './gate.ts';
import { besideFirst, type Claim, claimOf, crashed, differences, known } from './judge.ts';
import type { FaultPlace } from './places.ts';
import { stands } from './standing.ts';

export interface CellResult {
  readonly place: string;
  readonly fault: string;
  readonly host: string;
  /** What was held when the fault struck. */
  readonly held: string;
  /** How the run ended that was struck, in its own words. */
  readonly said: string;
  readonly seconds: number;
  /** Empty: the program told the truth, and everything came out well. */
  readonly disagreements: readonly string[];
}

/** Nothing that the program does may take longer than this, whatever happens to it. */
const LONGEST_S = 180;
const shiftClock = new URL('shift-clock.mjs', import.meta.url).href;

class Cell {
  private readonly bench: Bench;
  private readonly place: FaultPlace;
  private readonly fault: Fault;
  private readonly found: string[] = [];
  /** It was looked at after the fault, and all of the lab was there. */
  private stood = false;
  /** A second Trunkline has changed the host after the first one told what it had done. */
  private changedSince = false;

  constructor(bench: Bench, place: FaultPlace, fault: Fault) {
    this.bench = bench;
    this.place = place;
    this.fault = fault;
  }

  async run(hold: Hold): Promise<Pick<CellResult, 'said' | 'disagreements'>> {
    const { command } = this.place;
    await this.bench.learn(this.place.lab);
    const before = await this.bench.clean();
    if (command === 'destroy') await this.mustEndWell('deploy before the fault', 'deploy');
    const ran = await this.struck(hold);
    await this.bench.settled();
    await this.judge(ran);
    await this.converges();
    const left = differences(known(before, this.fault), known(await this.bench.cleanAgain(), this.fault));
    if (left !== '') this.found.push(`left on the host after destroy:\n${left}`);
    return { said: lastWords(ran), disagreements: this.found };
  }

  private async struck(hold: Hold): Promise<Ran> {
    const { control, home, words } = this.bench;
    await armGate(control, hold);
    let lose: () => void = () => undefined;
    const loss = new Promise<void>((resolve) => {
      lose = resolve;
    });
    const { shiftMs } = this.fault;
    const program = begin(words(this.place.lab, this.place.command, '--json', '--yes'), home, {
      onLine: (line) => {
        if (line.includes('"host-phase"') && line.includes('"unknown"')) lose();
      },
      env:
        shiftMs === undefined
          ? {}
          : { NODE_OPTIONS: `--import=${shiftClock}`, TRUNKLINE_TEST_SHIFT_MS: String(shiftMs) },
    });
    const tooLong = setTimeout(() => {
      this.found.push(`did not end within ${LONGEST_S} s`);
      program.signal('SIGKILL');
    }, LONGEST_S * 1000);
    const { ended, signal } = program;
    const held: Held = {
      control,
      signal,
      ended,
      release: () => openGate(control),
      lost: (seconds) => Promise.race([loss, ended, sleep(seconds * 1000)]),
      second: (command) => this.second(command),
    };
    try {
      if (await gateReached(control, ended)) await this.fault.strike(held);
      else this.found.push(`${hold.word} ${hold.pattern} was never run: nothing was struck`);
      return await ended;
    } finally {
      clearTimeout(tooLong);
      signal('SIGKILL');
      // Without a shell something has gone wrong before, and that is what is to be told.
      if (control.isOpen) await removeGate(control, hold.word);
    }
  }

  /** Both may be done one after the other; what each says must be true when it says it. */
  private async second(command: 'deploy' | 'destroy'): Promise<void> {
    const ran = await this.bench.program(this.place.lab, command, '--json', '--yes');
    const claim = claimOf(ran);
    this.changedSince = claim.changed > 0;
    const inventory = claim.ok ? besideFirst(command, await this.bench.control.inventory()) : '';
    this.checkClaim(`the second's ${command}`, claim, claim.ok ? this.wrong(command, inventory) : '');
  }

  private checkClaim(what: string, claim: Claim, stands: string): void {
    for (const problem of claim.problems) this.found.push(`${what}: ${problem}`);
    if (claim.ok && stands !== '') this.found.push(`${what} said done, and it was not:\n${stands}`);
  }

  private async judge(ran: Ran): Promise<void> {
    const { command, name } = this.place;
    const what = `${command} (${this.fault.name} at ${name})`;
    const claim = claimOf(ran);
    const inventory = await this.bench.control.inventory();
    if (this.fault.name === 'we are killed') {
      this.found.push(...crashed(ran));
    } else {
      // A second one that changed the host within the look of the first: what that saw was so when it was looked at.
      const seenBefore = this.changedSince && name === 'proof';
      const wrong = claim.ok && !seenBefore ? this.wrong(command, inventory) : '';
      this.checkClaim(what, claim, wrong);
      this.stood = claim.ok && wrong === '' && (command === 'destroy' || this.missing(inventory) === '');
      if (this.fault.harmless && !claim.ok) this.found.push(`${what} did not come through: ${lastWords(ran)}`);
    }
    this.checkSteps(claim, inventory);
  }

  /** Every thing of which it said that it was done stands, unless the host has forgotten it since. */
  private checkSteps(claim: Claim, inventory: string): void {
    if (this.fault.forgets === 'all' || this.changedSince) return;
    for (const { resource, action } of claim.done) {
      if (this.fault.forgets === 'docker' && /^(?:container|forward|masquerade):/.test(resource)) continue;
      const is = stands(inventory, resource);
      if (is === undefined) this.found.push(`nobody knows how to look for ${resource}`);
      else if (is === (action === 'delete')) this.found.push(`told as done, and it is not: ${action} ${resource}`);
    }
  }

  /** Empty when what the command is for is so. */
  private wrong(command: 'deploy' | 'destroy', inventory: string): string {
    return command === 'deploy'
      ? this.bench.missingAfter(this.fault, this.place.lab, inventory)
      : this.bench.leftOver(this.fault, inventory);
  }

  private missing = (inventory: string): string => this.bench.missing(this.place.lab, inventory);

  private async converges(): Promise<void> {
    const { command } = this.place;
    if (command === 'deploy') {
      const again = await this.mustEndWell('the second run', 'deploy');
      // All of the lab was seen, and nothing has changed since: the second run was that plan, and that look.
      if (!this.stood || claimOf(again).changed !== 0) {
        await this.mustBeNothingToDo();
        const missing = this.missing(await this.bench.control.inventory());
        if (missing !== '') this.found.push(`missing after the second run:\n${missing}`);
      }
    }
    await this.mustEndWell('destroy', 'destroy');
    if (command === 'destroy') {
      const again = await this.mustEndWell('one more destroy', 'destroy');
      if (claimOf(again).changed !== 0) this.found.push('one more destroy found something to remove');
    }
  }

  private async mustBeNothingToDo(): Promise<void> {
    const plan = await this.bench.program(this.place.lab, 'plan', '--json');
    const changes = plan.code === 0 ? Object.values(planOf(plan).summary).reduce((sum, count) => sum + count, 0) : -1;
    if (changes !== 0)
      this.found.push(`a plan after the second run has changes:\n${plan.stdout.slice(0, 2000)}${plan.stderr}`);
  }

  private async mustEndWell(what: string, command: 'deploy' | 'destroy'): Promise<Ran> {
    const ran = await this.bench.program(this.place.lab, command, '--json', '--yes');
    const claim = claimOf(ran);
    for (const problem of claim.problems) this.found.push(`${what}: ${problem}`);
    if (!claim.ok) this.found.push(`${what} failed: ${lastWords(ran)}`);
    return ran;
  }
}

/** What a person would read last, in one line. */
function lastWords({ code, stdout, stderr }: Ran): string {
  const words = stderr.trim() || (stdout.trim().split('\n').at(-1) ?? '');
  return `${code ?? 'killed'}: ${words.replaceAll('\n', ' / ').slice(0, 600)}`;
}

export async function runCell(bench: Bench, place: FaultPlace, fault: Fault, hold: Hold): Promise<CellResult> {
  const since = performance.now();
  const end = (said: string, disagreements: readonly string[]): CellResult => ({
    place: place.name,
    fault: fault.name,
    host: bench.host,
    held: `${hold.when} ${hold.word} ${hold.pattern}`,
    said,
    seconds: Math.round((performance.now() - since) / 100) / 10,
    disagreements,
  });
  try {
    const { said, disagreements } = await new Cell(bench, place, fault).run(hold);
    if (disagreements.length > 0) bench.spoilt();
    return end(said, disagreements);
  } catch (error) {
    bench.spoilt();
    return end('', [`the matrix itself stumbled: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
