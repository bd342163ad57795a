import type { Container, Host, Lab } from '../../../shared/lab/lab.ts';
import { containerId } from '../../../shared/lab/lab.ts';
import { tagOfNetwork } from '../../canvas/geometry/tags.ts';
import { containerWord } from '../../canvas/names.ts';
import { setContainerAddress, setContainerCommand, setContainerImage } from '../../store/document/edits.ts';
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
  const several = container.attachments.length > 1;
  return (
    <>
      <Head name={container.name} what={`container on ${host.name}`} mark={id} word={containerWord} />
      <Field
        label="Image"
        value={container.image}
        edit={(value) => setContainerImage(host.name, container.name, value)}
      />
      <Field
        label="Command"
        value={container.command.join(' ')}
        placeholder="the image's own"
        edit={(value) => setContainerCommand(host.name, container.name, value)}
      />
      {container.attachments.map(({ network, address, mac }) => (
        <div key={network}>
          <Fact label="Network" tag={tagOfNetwork(lab, host, network)}>
            <ThingLink id={network} />
          </Fact>
          <Field
            label={several ? `Address on ${network}` : 'Address'}
            value={address ?? ''}
            placeholder="automatic"
            edit={(value) => setContainerAddress(host.name, container.name, network, value)}
          />
          <Fact label="MAC address">{mac ?? 'automatic'}</Fact>
        </div>
      ))}
      <Reaches id={id} />
      <DeployRuns id={id} />
    </>
  );
}
