import { Button } from '@mantine/core';
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import { forgetWords } from '../../../shared/plan/forgets.ts';
import { actionOf } from '../../actions/actions.ts';
import { useDerived } from '../../derived/derive.ts';
import { useRun } from '../../derived/shown-run.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { off } from '../../ui/off.ts';
import { KeepAfterRestart } from '../practice/KeepAfterRestart.tsx';
import classes from './Inspector.module.css';

/** What a restart of a host leaves of the lab; and a practice host is restarted or set up again from here. */
export function HostRestart({ lab, host }: { readonly lab: Lab; readonly host: Host }) {
  const forgets = useRun((state) => state.plan?.plan.hosts.find((plan) => plan.host === host.name)?.forgets);
  const practice = useConnection((state) => state.target === 'practice');
  const whyNot = useDerived(() => actionOf('reboot').whyNot());
  if (host.unmanaged) return null;
  return (
    <section className={classes.section}>
      <h3>After a restart</h3>
      <p>{restartWords(lab.persist, forgets)}</p>
      <KeepAfterRestart />
      {practice ? (
        <div className={classes.below}>
          <Button size="compact-sm" onClick={() => void actionOf('reboot').run()} {...off(whyNot)}>
            Reboot {host.name}
          </Button>
          <Button
            size="compact-sm"
            onClick={() => void actionOf('reset').run()}
            title={`${host.name} as new: whatever was done on it is gone`}
            {...off(whyNot)}
          >
            Set {host.name} up again
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** @param forgets of the newest plan; undefined: none was made */
function restartWords(persist: boolean, forgets: readonly string[] | undefined): string {
  if (persist) return 'The lab survives it: what it has here comes up again by itself.';
  if (forgets === undefined || forgets.length === 0) return 'Links, addresses, routes and rules are in memory only.';
  return `It would take away: ${forgetWords(forgets)}.`;
}
