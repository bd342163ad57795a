/**
 * Which labs are compared with real hosts. Every run: those by hand that were there first, and a seeded tenth of all others.
 * `TRUNKLINE_AGREEMENT` names them instead: `hand`, `language`, `generated`, `mixed` and `beyond`, or `full` for all of them, with how
 * many or which (`mixed=60`, `beyond=20-39`): `TRUNKLINE_AGREEMENT=language,generated=24`.
 */
import { readLab } from '../../shared/lab/read.ts';
import { refusals } from '../../shared/rules/validate.ts';
import { beyondValid } from './beyond-valid.ts';
import { generatedLabs, variedSeeds } from './generated-labs.ts';
import { type AgreementLab, agreementLabs } from './labs.ts';
import { languageLabs } from './language-labs.ts';
import { mixedLab } from './mixed-labs.ts';

export interface Chosen {
  readonly labs: readonly AgreementLab[];
  /** Labs that neither reader nor rules refuse: what the plan accepts, the hosts have to take. */
  readonly beyond: readonly AgreementLab[];
}

/** How many there are of each kind when all are wanted. Some seven of the last are refused by plans. */
const ALL = {
  hand: agreementLabs.length,
  language: languageLabs.length,
  generated: 24,
  mixed: 60,
  beyond: 60,
} as const;
type Kind = keyof typeof ALL;
const isKind = (word: string): word is Kind => word in ALL;

const numbers = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);

/** Not those that every run deploys. */
const otherGenerated = (from: number, to: number): readonly AgreementLab[] =>
  generatedLabs(to).slice(variedSeeds.length + from);

function beyondLab(seed: number): AgreementLab {
  const { slips, file } = beyondValid(seed);
  return { title: `beyond valid from the seed ${seed}: ${slips.join(', ')}`, file, shows: [] };
}

const isTaken = ({ file }: AgreementLab): boolean => {
  const read = readLab(JSON.stringify(file));
  return read.ok && refusals(read.value).length === 0;
};

/** The first so many that neither reader nor rules refuse. */
function beyondLabs(count: number): readonly AgreementLab[] {
  const found: AgreementLab[] = [];
  for (let seed = 0; found.length < count; seed++) {
    const lab = beyondLab(seed);
    if (isTaken(lab)) found.push(lab);
  }
  return found;
}

const of: Readonly<Record<Kind, (from: number, to: number) => readonly AgreementLab[]>> = {
  hand: (from, to) => agreementLabs.slice(from, to),
  language: (from, to) => languageLabs.slice(from, to),
  generated: otherGenerated,
  mixed: (from, to) => numbers(from, to).map(mixedLab),
  beyond: (from, to) => beyondLabs(to).slice(from),
};

/** Every tenth of them, or every so many, the same in every run. */
const tenth = <Item>(items: readonly Item[], from: number, every = 10): readonly Item[] =>
  items.filter((_, index) => index % every === from);

const usual = (): Chosen => ({
  labs: [
    ...agreementLabs,
    ...generatedLabs(0),
    ...tenth(languageLabs, 4),
    ...tenth(numbers(0, ALL.mixed), 7).map(mixedLab),
  ],
  beyond: tenth(beyondLabs(ALL.beyond), 3),
});

/** Those for practice hosts: others, and half as many, since they are among the unit tests. */
const practised = (): Chosen => ({
  labs: [
    ...tenth(agreementLabs, 3, 20),
    ...tenth(languageLabs, 6, 20),
    ...tenth(otherGenerated(0, ALL.generated), 5, 20),
    ...tenth(numbers(0, ALL.mixed), 2, 20).map(mixedLab),
  ],
  beyond: [],
});

/** @param wish what `TRUNKLINE_AGREEMENT` says */
export const practisedLabs = (wish: string | undefined): readonly AgreementLab[] =>
  (wish ? chosenLabs(wish) : practised()).labs;

/** @param wish what `TRUNKLINE_AGREEMENT` says */
export function chosenLabs(wish: string | undefined): Chosen {
  if (!wish) return usual();
  const words = wish === 'full' ? Object.keys(ALL) : wish.split(',');
  const chosen: Record<'labs' | 'beyond', AgreementLab[]> = { labs: [], beyond: [] };
  for (const word of words) {
    const [kind = '', which] = word.split('=');
    if (!isKind(kind)) throw new Error(`no such labs: ${kind}; there are: ${Object.keys(ALL).join(' ')}`);
    const [first = '', last] = which?.split('-') ?? [String(ALL[kind])];
    const [from, to] = last === undefined ? [0, Number(first)] : [Number(first), Number(last) + 1];
    chosen[kind === 'beyond' ? 'beyond' : 'labs'].push(...of[kind](from, to));
  }
  return chosen;
}
