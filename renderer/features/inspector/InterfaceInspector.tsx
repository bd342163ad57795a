import { tagOfInterface } from '../../../shared/drawing/tags.ts';
import { interfacePath, setOrUnset } from '../../../shared/lab/edit.ts';
import type { Host, Interface, Lab } from '../../../shared/lab/lab.ts';
import { interfaceId } from '../../../shared/lab/lab.ts';
import { unreachable } from '../../../shared/problem.ts';
import { Field } from './Field.tsx';
import { DeployRuns, Fact, Head, ThingLink } from './parts.tsx';
import { ThingField } from './ThingField.tsx';

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
  const networks = lab.networks.filter(({ parents }) =>
    parents.some((parent) => parent.host === host.name && parent.interface === iface.name),
  );
  return (
    <>
      <Head name={iface.name} what={`${WHAT[iface.kind]} on ${host.name}`} mark={id} />
      <Standing host={host} iface={iface} />
      <Field
        label="Address"
        value={iface.address ?? ''}
        placeholder="none"
        edit={(value) => setOrUnset([...interfacePath(host.name, iface.name), 'address'], value || undefined)}
      />
      <ThingField of={iface.kind} name="mtu" path={interfacePath(host.name, iface.name)} value={iface.mtu} />
      {networks.map(({ name }) => (
        <Fact key={name} label="Network on it" tag={tagOfInterface(host, iface)}>
          <ThingLink id={name} />
        </Fact>
      ))}
      <DeployRuns id={id} />
    </>
  );
}

const WHAT: Readonly<Record<Interface['kind'], string>> = {
  nic: 'network card',
  vlan: 'VLAN sub-interface',
  shim: 'host shim',
};

function Standing({ host, iface }: { readonly host: Host; readonly iface: Interface }) {
  switch (iface.kind) {
    case 'nic':
      return (
        <>
          <Fact label="Plugged into">
            <ThingLink id={iface.segment} />
          </Fact>
          <Fact label="Promiscuous">{iface.promiscuous ? 'yes: takes frames for other MAC addresses' : 'no'}</Fact>
        </>
      );
    case 'vlan':
      return (
        <>
          <Fact label="Parent interface">
            <ThingLink id={interfaceId(host.name, iface.parent)}>{iface.parent}</ThingLink>
          </Fact>
          <Fact label="Tag" tag={iface.vlan}>
            VLAN {iface.vlan}
          </Fact>
        </>
      );
    case 'shim':
      return (
        <>
          <Fact label="Parent interface" tag={tagOfInterface(host, iface)}>
            <ThingLink id={interfaceId(host.name, iface.parent)}>{iface.parent}</ThingLink>
          </Fact>
          <Fact label="Reaches">{iface.reaches.join(', ')}</Fact>
        </>
      );
    default:
      return unreachable(iface);
  }
}
