import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { tagOfNetwork } from '../../../shared/drawing/tags.ts';
import { containerPath } from '../../../shared/lab/edit.ts';
import type { Container, Host, Lab } from '../../../shared/lab/lab.ts';
import { containerId } from '../../../shared/lab/lab.ts';
import { containerWord } from '../../canvas/names.ts';
import { openTerminal } from '../../store/terminals/terminals-store.ts';
import { Later } from '../../ui/Later.tsx';
import { Form } from './form/Form.tsx';
import classes from './Inspector.module.css';
import { NameField } from './NameField.tsx';
import { DeployRuns, Head, Swatch, ThingLink } from './parts.tsx';
import { Reaches } from './Reaches.tsx';

export function ContainerInspector({
  lab,
  host,
  container,
}: {
  readonly lab: Lab;
  readonly host: Host;
  readonly container: Container;
}) {
  const id = containerId(host.name, container.name);
  const things = useMemo(
    () => [{ id, path: containerPath(host.name, container.name) }],
    [id, host.name, container.name],
  );
  return (
    <>
      <Head
        name={container.name}
        what={
          <>
            container on <ThingLink id={host.name} />
          </>
        }
        mark={id}
        word={containerWord}
      />
      <Button size="compact-sm" mb={12} onClick={() => openTerminal(id)}>
        Open a terminal
      </Button>
      <Form
        things={things}
        first={<NameField id={id} name={container.name} />}
        heading={(network) => (
          <span className={classes.titled}>
            Network <ThingLink id={network} /> <Swatch tag={tagOfNetwork(lab, host, network)} />
          </span>
        )}
      />
      <Later>
        <Reaches id={id} />
        <DeployRuns id={id} />
      </Later>
    </>
  );
}
