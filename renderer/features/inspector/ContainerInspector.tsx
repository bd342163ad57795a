import { Button } from '@mantine/core';
import { tagOfNetwork } from '../../../shared/drawing/tags.ts';
import { containerPath, type Edit, set, setOrUnset } from '../../../shared/lab/edit.ts';
import type { Container, Host, Lab } from '../../../shared/lab/lab.ts';
import { containerId } from '../../../shared/lab/lab.ts';
import { joinWords, splitWords } from '../../../shared/lab/words.ts';
import { containerWord } from '../../canvas/names.ts';
import { openTerminal } from '../../store/terminals/terminals-store.ts';
import { Field } from './Field.tsx';
import { DeployRuns, Fact, Head, ThingLink } from './parts.tsx';
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
  const path = containerPath(host.name, container.name);
  const commandEdit = (value: string): Edit | { readonly fault: string } => {
    const split = splitWords(value);
    return split.ok ? set([...path, 'command'], split.words) : { fault: `The command ${split.fault}.` };
  };
  const several = container.attachments.length > 1;
  return (
    <>
      <Head name={container.name} what={`container on ${host.name}`} mark={id} word={containerWord} />
      <Button size="compact-sm" mb={12} onClick={() => openTerminal(id)}>
        Open a terminal
      </Button>
      <Field label="Image" value={container.image} edit={(image) => set([...path, 'image'], image)} />
      <Field label="Command" value={joinWords(container.command)} placeholder="the image's own" edit={commandEdit} />
      {container.attachments.map(({ network, address, mac }) => (
        <div key={network}>
          <Fact label="Network" tag={tagOfNetwork(lab, host, network)}>
            <ThingLink id={network} />
          </Fact>
          <Field
            label={several ? `Address on ${network}` : 'Address'}
            value={address ?? ''}
            placeholder="automatic"
            edit={(value) => setOrUnset([...path, 'networks', network, 'address'], value || undefined)}
          />
          <Fact label="MAC address">{mac ?? 'automatic'}</Fact>
        </div>
      ))}
      <Reaches id={id} />
      <DeployRuns id={id} />
    </>
  );
}
