import { formatCidr, parseCidr, parseIpv4, subnetOf } from '../../../shared/net/ipv4.ts';
import { useDefaults } from '../../store/draw/defaults.ts';
import { Control } from './form/Control.tsx';

type Field = 'pool' | 'firstHost' | 'user';

/** What the first things of a lab are addressed from: nothing asks for it, and all of it can be typed over before. */
export function DefaultFields() {
  const now = useDefaults();
  return FIELDS.map(({ key, label, unit, fault }) => (
    <Control
      key={key}
      label={label}
      unit={unit}
      input="text"
      text={now[key]}
      whyNot={undefined}
      give={(text) => {
        const wrong = fault(text);
        if (wrong === undefined) useDefaults.setState({ [key]: text });
        return wrong;
      }}
    />
  ));
}

interface Said {
  readonly key: Field;
  readonly label: string;
  readonly unit: string;
  /** What is wrong with it. */
  readonly fault: (text: string) => string | undefined;
}

const FIELDS: readonly Said[] = [
  { key: 'pool', label: 'Addresses of new things', unit: 'a /24 per VLAN', fault: poolFault },
  {
    key: 'firstHost',
    label: 'Address of new hosts',
    unit: 'and upwards',
    fault: (text) => (parseIpv4(text) === undefined ? 'Write an IPv4 address, such as 192.168.1.11.' : undefined),
  },
  {
    key: 'user',
    label: 'Login to new hosts',
    unit: 'port 22',
    fault: (text) => (/^[A-Za-z_][\w.-]*$/.test(text) ? undefined : 'Write the name of a user, such as root.'),
  },
];

function poolFault(text: string): string | undefined {
  const pool = parseCidr(text);
  if (pool === undefined || pool.prefix > 24) return 'Write a block of a /24 or larger, such as 172.16.0.0/16.';
  const block = formatCidr(subnetOf(pool));
  return block === text ? undefined : `It has host bits set: the block is ${block}.`;
}
