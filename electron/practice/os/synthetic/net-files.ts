/** /proc/net: what a network namespace tells of itself as files. */
import { parseCidr } from '../../../../shared/net/ipv4.ts';
import type { Machine, NetworkNamespace } from '../machine.ts';
import { carriedBy } from '../network/counters.ts';
import { neighboursOf } from '../network/neighbour-table.ts';
import { socketsSeen } from '../network/sockets-seen.ts';
import { viewAt } from '../network/view.ts';
import { directory, file, type Node } from './overlay.ts';

export function netFiles(machine: () => Machine, net: () => NetworkNamespace): Extract<Node, { kind: 'directory' }> {
  const kernel = () => viewAt(machine(), net()).kernel;
  return directory({
    dev: file(() => devFile(machine(), net())),
    arp: file(() => arpFile(machine(), net())),
    route: file(() => routeFile(kernel())),
    tcp: file(() => socketFile(machine(), net())),
    tcp6: file(
      () =>
        '  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n',
    ),
    sockstat: file(() => socketCounts(machine(), net())),
    fib_trie: file(() => ''),
    if_inet6: file(() => ''),
  });
}

function devFile(machine: Machine, net: NetworkNamespace): string {
  const { links } = viewAt(machine, net).kernel;
  const head =
    'Inter-|   Receive                                                |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n';
  const rows = links.map(({ name }) => {
    const { rxBytes, rxPackets, txBytes, txPackets } = carriedBy(machine, net, name);
    const side = (bytes: number, packets: number, rest: readonly number[]): string =>
      `${String(bytes).padStart(8)} ${String(packets).padStart(7)} ${rest.map((width) => '0'.padStart(width)).join(' ')}`;
    return `${name.padStart(6)}: ${side(rxBytes, rxPackets, [4, 4, 4, 5, 10, 9]).trimStart().padStart(56)} ${side(txBytes, txPackets, [4, 4, 4, 5, 7, 10])}\n`;
  });
  return head + rows.join('');
}

function arpFile(machine: Machine, net: NetworkNamespace): string {
  const rows = neighboursOf(machine, net)
    .all()
    .map(
      ({ address, device, mac, permanent }) =>
        `${address.padEnd(16)} 0x1         0x${mac === undefined ? '0' : permanent ? '6' : '2'}         ${mac ?? '00:00:00:00:00:00'}     *        ${device}\n`,
    );
  return `IP address       HW type     Flags       HW address            Mask     Device\n${rows.join('')}`;
}

/** As the processor holds an address: the last byte first. */
function hex(address: number): string {
  const bytes = [address & 255, (address >>> 8) & 255, (address >>> 16) & 255, address >>> 24];
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
}

function routeFile({ routes }: ReturnType<typeof viewAt>['kernel']): string {
  const rows = routes
    .filter(({ dev, table }) => dev !== undefined && table === 'main')
    .map(({ to, via, dev, metric }) => {
      const block = parseCidr(to) ?? { address: 0, prefix: 0 };
      const mask = block.prefix === 0 ? 0 : (0xffffffff << (32 - block.prefix)) >>> 0;
      const gateway = via === undefined ? 0 : (parseCidr(`${via}/32`)?.address ?? 0);
      const flags = via === undefined ? '0001' : '0003';
      return `${dev}\t${hex(block.address)}\t${hex(gateway)}\t${flags}\t0\t0\t${metric}\t${hex(mask)}\t0\t0\t0${' '.repeat(20)}\n`;
    });
  return `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT${' '.repeat(55)}\n${rows.join('')}`;
}

function socketFile(machine: Machine, net: NetworkNamespace): string {
  const rows = socketsSeen(machine, net)
    .filter(({ protocol, address }) => protocol === 'tcp' && address !== '::')
    .map(
      ({ address, port }, at) =>
        `${String(at).padStart(4)}: ${hex(parseCidr(`${address}/32`)?.address ?? 0)}:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 ${20_000 + at} 1 0000000000000000 100 0 0 10 0\n`,
    );
  return `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n${rows.join('')}`;
}

function socketCounts(machine: Machine, net: NetworkNamespace): string {
  const of4 = socketsSeen(machine, net).filter(({ address }) => address !== '::');
  const count = (asked: string): number => of4.filter(({ protocol }) => protocol === asked).length;
  return `sockets: used ${of4.length + 30}
TCP: inuse ${count('tcp')} orphan 0 tw 0 alloc ${count('tcp') + 1} mem 0
UDP: inuse ${count('udp')} mem 0
UDPLITE: inuse 0
RAW: inuse 0
FRAG: inuse 0 memory 0
`;
}
