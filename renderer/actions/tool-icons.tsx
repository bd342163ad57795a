/** The tools as small drawings in the words of the big one. */
import type { ComponentType, ReactNode } from 'react';
import type { Join } from '../../shared/draw/joining.ts';
import type { Tool } from '../../shared/draw/tools.ts';
import { type MarkedKind, strokesOf } from '../../shared/drawing/kind-marks.ts';

interface IconProps {
  readonly size?: number | string;
}

function Drawn({ size = 24, children }: IconProps & { readonly children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

const ORANGE = 'var(--first-vlan, #c2622d)';
const TEAL = 'var(--second-vlan, #009a8f)';

const SegmentIcon = (props: IconProps) => (
  <Drawn {...props}>
    <path d="M2 6h20" strokeWidth="3" stroke="var(--neutral)" />
    <path d="M2 12h20" strokeWidth="3" stroke={ORANGE} />
    <path d="M2 18h20" strokeWidth="3" stroke={TEAL} />
  </Drawn>
);

const HostIcon = (props: IconProps) => (
  <Drawn {...props}>
    <rect x="4" y="4" width="16" height="13" rx="2.5" />
    <path d="M8.5 20.5h7" strokeWidth="2.4" />
  </Drawn>
);

const RouterIcon = (props: IconProps) => (
  <Drawn {...props}>
    <circle cx="12" cy="12" r="9" />
    <path d="M7.5 12h9M9.5 9.5 7 12l2.5 2.5M14.5 9.5 17 12l-2.5 2.5" />
  </Drawn>
);

const VlanIcon = (props: IconProps) => (
  <Drawn {...props}>
    <rect x="1.5" y="6" width="21" height="12" rx="4" stroke={ORANGE} fill={ORANGE} fillOpacity="0.14" />
    <path d="M7 10.600 8.500 9.500v5M14.500 9.500c-2.800 0-2.800 5 0 5s2.800-5 0-5Z" stroke={ORANGE} />
  </Drawn>
);

const NetworkIcon = (props: IconProps) => (
  <Drawn {...props}>
    <path d="M3 17h18" strokeWidth="3.6" stroke={TEAL} />
    <path d="M7 15V8.500M12 15V8.500M17 15V8.500" stroke={TEAL} strokeWidth="2" />
  </Drawn>
);

const ContainerIcon = (props: IconProps) => (
  <Drawn {...props}>
    <rect x="2" y="5" width="20" height="14" rx="3" />
    <path d="M8.600 5v14M15.400 5v14" />
  </Drawn>
);

const NoteIcon = (props: IconProps) => (
  <Drawn {...props}>
    <path d="M5 4h14v10l-6 6H5ZM19 14h-6v6" />
  </Drawn>
);

/** A box that hangs on a rail, as the network's containers do. */
const ShimIcon = (props: IconProps) => (
  <Drawn {...props}>
    <path d="M3 5h18" strokeWidth="3.6" stroke={TEAL} />
    <path d="M12 6v5M8 11h8a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2v-4a2 2 0 0 1 2-2Z" />
  </Drawn>
);

/** The sign that such an interface has on the drawing. */
export const KindMark = ({ kind, ...props }: IconProps & { readonly kind: MarkedKind }) => (
  <Drawn {...props}>
    {strokesOf(kind).map(({ d, width, dashes }) => (
      <path key={d} d={d} strokeWidth={width} strokeDasharray={dashes} />
    ))}
  </Drawn>
);

export const JOIN_ICONS: Readonly<Record<Join, ComponentType<IconProps>>> = {
  bond: (props) => <KindMark kind="bond" {...props} />,
  bridge: (props) => <KindMark kind="bridge" {...props} />,
  dummy: (props) => <KindMark kind="dummy" {...props} />,
  shim: ShimIcon,
};

export const TOOL_ICONS: Readonly<Record<Tool, ComponentType<IconProps>>> = {
  segment: SegmentIcon,
  host: HostIcon,
  router: RouterIcon,
  vlan: VlanIcon,
  network: NetworkIcon,
  container: ContainerIcon,
  note: NoteIcon,
};
