import { useMemo } from 'react';
import { tagOfInterface } from '../../../shared/drawing/tags.ts';
import { interfacePath } from '../../../shared/lab/edit.ts';
import type { Host, Interface, Lab } from '../../../shared/lab/lab.ts';
import { interfaceId, standsOn } from '../../../shared/lab/lab.ts';
import { INTERFACE_WORDS } from '../../derived/interface-words.ts';
import { Later } from '../../ui/Later.tsx';
import { Form } from './form/Form.tsx';
import { NameField } from './NameField.tsx';
import { DeployRuns, Fact, Head, ThingLink } from './parts.tsx';

export function InterfaceInspector({
  lab,
  host,
  iface,
}: {
  readonly lab: Lab;
  readonly host: Host;
  readonly iface: Interface;
}) {
  const id = interfaceId(host.name, iface.name);
  const things = useMemo(() => [{ id, path: interfacePath(host.name, iface.name) }], [id, host.name, iface.name]);
  const tag = tagOfInterface(host, iface);
  const networks = lab.networks.filter(({ parents }) =>
    parents.some((parent) => parent.host === host.name && parent.interface === iface.name),
  );
  const children = host.interfaces.filter((item) => standsOn(item).includes(iface.name));
  return (
    <>
      <Head
        name={iface.name}
        what={
          <>
            {INTERFACE_WORDS[iface.kind].long} on <ThingLink id={host.name} />
          </>
        }
        mark={id}
        tag={tag}
      />
      <Form things={things} first={<NameField id={id} name={iface.name} />} />
      {children.map((item) => (
        <Fact key={item.name} label="Interface on it" tag={tagOfInterface(host, item)}>
          <ThingLink id={interfaceId(host.name, item.name)}>{item.name}</ThingLink>
        </Fact>
      ))}
      {networks.map(({ name }) => (
        <Fact key={name} label="Network on it" tag={tag}>
          <ThingLink id={name} />
        </Fact>
      ))}
      <Later>
        <DeployRuns id={id} />
      </Later>
    </>
  );
}
