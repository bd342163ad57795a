/**
 * Hypervisors and clouds whose virtual switches know one MAC address for each card, unless they are told otherwise; by the names
 * that the probe gives them, which are systemd-detect-virt's. User-mode Linux is none of them: its wire is whoever started it.
 */
export interface Hypervisor {
  readonly name: string;
  /** What lets frames of other MAC addresses through, as the end of "…, unless ". */
  readonly unless: string;
}

const LIBVIRT = {
  name: 'KVM or QEMU',
  unless:
    'its bridge passes them: libvirt with trustGuestRxFilters="yes" and no filter of MAC addresses, Proxmox with the firewall’s MAC filter off, OpenStack with port security off; a rented server mostly cannot',
};

const HYPERVISORS: Readonly<Record<string, Hypervisor>> = {
  kvm: LIBVIRT,
  qemu: LIBVIRT,
  vmware: {
    name: 'VMware',
    unless:
      'its port group allows promiscuous mode, forged transmits and MAC address changes (ESXi), or the card is bridged and may be set promiscuous (Workstation, Fusion)',
  },
  oracle: {
    name: 'VirtualBox',
    unless: 'the adapter is bridged and its promiscuous mode is "Allow All"',
  },
  microsoft: {
    name: 'Hyper-V or Azure',
    unless: 'MAC address spoofing is on for the adapter (Hyper-V); Azure has no such setting',
  },
  parallels: { name: 'Parallels', unless: 'the adapter is bridged and its host lets it be promiscuous' },
  xen: { name: 'Xen', unless: 'its bridge passes them' },
  bhyve: { name: 'bhyve', unless: 'its bridge passes them' },
  apple: { name: 'Apple’s virtualisation', unless: 'the adapter is bridged' },
  amazon: {
    name: 'Amazon EC2',
    unless: 'it is a metal instance with a card of its own: its network delivers the addresses that it gave out alone',
  },
  google: { name: 'Google Cloud', unless: 'a route of the VPC leads to them: its network has no layer 2' },
};

/** What a host runs on, where that may drop frames of other MAC addresses. */
export const hypervisorOf = (virtualization: string): Hypervisor | undefined =>
  Object.hasOwn(HYPERVISORS, virtualization) ? HYPERVISORS[virtualization] : undefined;
