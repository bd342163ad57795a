import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { FOLD_FROM } from '../../../shared/drawing/place.ts';
import { tagOfInterface, tagOfNetwork } from '../../../shared/drawing/tags.ts';
import { hostPath } from '../../../shared/lab/edit.ts';
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import { containerId, interfaceId } from '../../../shared/lab/lab.ts';
import { openTerminal } from '../../store/terminals/terminals-store.ts';
import { useUi } from '../../store/ui.ts';
import { Later } from '../../ui/Later.tsx';
import { HOST_WORDS } from '../../ui/StateMark.tsx';
import { Form } from './form/Form.tsx';
import { HostImages } from './HostImages.tsx';
import { HostRestart } from './HostRestart.tsx';
import classes from './Inspector.module.css';
import { Listed } from './Listed.tsx';
import { NameField } from './NameField.tsx';
import { DeployRuns, Fact, Head, ThingLink } from './parts.tsx';
import { Reaches } from './Reaches.tsx';

export function HostInspector({ lab, host }: { readonly lab: Lab; readonly host: Host }) {
  const { routing } = host;
  const things = useMemo(() => [{ id: host.name, path: hostPath(host.name) }], [host.name]);
  const folds = lab.hosts.length >= FOLD_FROM;
  const unfolded = useUi((state) => state.unfolded.has(host.name));
  const toggle = useUi((state) => state.toggleFold);
  return (
    <>
      <Head
        name={host.name}
        what={`${routing?.forward ? 'router' : 'host'}${host.unmanaged ? ', not ours to change' : ''}`}
        mark={host.name}
        word={(state) => HOST_WORDS[state]}
      />
      <div className={classes.buttons}>
        {folds ? (
          <Button size="compact-sm" onClick={() => toggle(host.name)}>
            {unfolded ? 'Fold to one line' : 'Show all of it'}
          </Button>
        ) : null}
        {host.unmanaged ? null : (
          <Button size="compact-sm" onClick={() => openTerminal(host.name)}>
            Open a terminal
          </Button>
        )}
      </div>
      <Form things={things} first={<NameField id={host.name} name={host.name} />} />
      <section className={classes.section}>
        <h3>Interfaces</h3>
        {host.interfaces.map((iface) => (
          <Fact key={iface.name} label={iface.name} tag={tagOfInterface(host, iface)}>
            <ThingLink id={interfaceId(host.name, iface.name)}>{iface.address ?? 'no address'}</ThingLink>
          </Fact>
        ))}
      </section>
      {host.containers.length > 0 ? (
        <section className={classes.section}>
          <h3>Containers</h3>
          <Listed of={host.containers}>
            {(container) => {
              const [first] = container.attachments;
              return (
                <Fact key={container.name} label={container.name} tag={first && tagOfNetwork(lab, host, first.network)}>
                  <ThingLink id={containerId(host.name, container.name)}>
                    {first?.address ?? 'automatic address'}
                  </ThingLink>
                </Fact>
              );
            }}
          </Listed>
        </section>
      ) : null}
      <HostImages lab={lab} host={host} />
      <HostRestart lab={lab} host={host} />
      <Later>
        <Reaches id={host.name} />
        <DeployRuns id={host.name} />
      </Later>
    </>
  );
}
