import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { calledBy, expectEdits, expectStep } from '../../../shared/lab/expectations.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { isUnmet } from '../../derived/pairs.ts';
import { useReach } from '../../derived/reach.ts';
import { applied } from '../../store/draw/gestures.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import { selectPair } from '../../store/selection.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import classes from './Inspector.module.css';

/** More nobody reads here; all of them stand in the file. */
const LISTED = 40;

/** Which pings the lab's author wants and which not, and whether they are so. */
export function Expectations({ lab }: { readonly lab: Lab }) {
  const reach = useReach();
  return (
    <section className={classes.section} aria-label="Expected pings">
      <h3>
        Expected <span>{lab.expect.length}</span>
      </h3>
      <ul className={classes.expected}>
        {lab.expect.slice(0, LISTED).map(({ from, to, reachable }) => {
          const meant = reach.targets.flatMap((end) =>
            calledBy(end).includes(to) ? (reach.pair(from, end) ?? []) : [],
          );
          // One of several addresses that does otherwise is what is to be looked at.
          const pair = meant.find(isUnmet) ?? meant[0];
          const end = pair?.to;
          const words = `${from} ${reachable ? '→' : '↛'} ${to}`;
          const state = pair === undefined ? 'unknown' : isUnmet(pair) ? 'unmet' : 'met';
          return (
            <li key={`${from} ${to}`} data-state={state}>
              <button
                type="button"
                className={classes.link}
                onClick={() => {
                  if (end === undefined) return;
                  selectPair(from, end);
                  showTab('reach');
                }}
              >
                <Spoken name={`${from} ${reachable ? 'reaches' : 'does not reach'} ${to}, ${STATES[state]}`}>
                  {words}
                </Spoken>
              </button>
              <em>{STATES[state]}</em>
              <Tooltip label="Expect it no longer" position="left">
                <ActionIcon
                  size="sm"
                  aria-label={`Expect no longer: ${from} to ${to}`}
                  onClick={() => applied(expectEdits(lab, from, to, undefined), expectStep(from, to, undefined))}
                >
                  <IconX size={14} />
                </ActionIcon>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const STATES = { met: 'as expected', unmet: 'otherwise', unknown: 'not known' } as const;
