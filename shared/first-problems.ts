/** Of problems that may be very many, as many as a person reads, and how many more there are. */
import { type Problem, problem } from './problem.ts';

/** More problems than a person reads; the first ones are enough to go on. */
const PROBLEMS_MAX = 200;

/** Problems beyond the first ones are counted and never made: most of the time goes into their sentences. */
export class FirstProblems {
  private readonly most: number;
  private readonly found: Problem[] = [];
  private more = 0;
  private severity: Problem['severity'] = 'warning';

  constructor(most = PROBLEMS_MAX) {
    this.most = most;
  }

  add(make: () => Problem, severity: Problem['severity'] = 'error'): void {
    if (this.found.length < this.most) this.found.push(make());
    else this.skip(1, severity);
  }

  /** `count` problems that nobody has looked at. */
  skip(count: number, severity: Problem['severity'] = 'error'): void {
    this.more += count;
    if (severity === 'error' && count > 0) this.severity = 'error';
  }

  /** Whether further ones are only counted. */
  get full(): boolean {
    return this.found.length >= this.most;
  }

  /** The first ones; after them one that says how many more there are, an error where one of those is. */
  get all(): readonly Problem[] {
    return this.more === 0 ? this.found : [...this.found, furtherProblems(this.more, this.severity)];
  }
}

const furtherProblems = (count: number, severity: Problem['severity']): Problem =>
  problem({
    severity,
    code: 'more-problems',
    message: `There ${count === 1 ? 'is 1 more problem' : `are ${count} more problems`} that ${count === 1 ? 'is' : 'are'} not listed here.`,
    hint: 'Mend the first ones, and look again.',
  });

/** The first of problems that are there already. */
export function firstProblems(problems: readonly Problem[]): readonly Problem[] {
  const first = new FirstProblems();
  for (const item of problems) first.add(() => item, item.severity);
  return first.all;
}
