/**
 * Which things of the matrix's labs stand on a host, by the names that plans have for them: read from the host's inventory,
 * without the program's help.
 */
const link = (name: string, ...parts: readonly string[]): RegExp =>
  new RegExp(`^link ${name}[@:].*<[^>]*\\bUP\\b[^>]*>.*${parts.join('.*')}`, 'm');

/** Everything of it is there. */
const signs: Readonly<Record<string, readonly RegExp[]>> = {
  record: [/^file \/var\/lib\/trunkline\/faults\/inventory /m],
  'promiscuous:ens33': [/^link ens33:.*[<,]PROMISC[,>]/m],
  'vlan:ens33.10': [link('ens33\\.10', 'vlan protocol 802\\.1Q id 10 ', 'alias trunkline:faults')],
  'address:ens33.10=172.16.10.1/24': [/^address ens33\.10 inet 172\.16\.10\.1\/24 /m],
  'shim:shim10': [
    link('shim10', 'macvlan mode bridge ', 'alias trunkline:faults'),
    /^address shim10 inet 172\.16\.10\.2\/32 /m,
    /^route 172\.16\.10\.8\/29 dev shim10 /m,
  ],
  'route:172.16.20.0/24=172.16.10.254': [/^route 172\.16\.20\.0\/24 via 172\.16\.10\.254 dev ens33\.10/m],
  'forward:172.16.10.0/24>172.16.20.0/24': [
    /^iptables filter -A DOCKER-USER -s 172\.16\.10\.0\/24 -d 172\.16\.20\.0\/24 .*trunkline:faults.* -j ACCEPT/m,
  ],
  'masquerade:172.16.10.0/24>ens33': [
    /^iptables nat -A POSTROUTING -s 172\.16\.10\.0\/24 -o ens33 .*trunkline:faults.* -j MASQUERADE/m,
  ],
  'sysctl:net.ipv4.ip_forward': [/^sysctl net\/ipv4\/ip_forward=1$/m],
  'network:net10': [/^network net10 macvlan /m],
  'image:localhost:5000/box:latest': [/^image localhost:5000\/box:latest /m],
  'image:copied:1': [/^image copied:1 /m],
  'container:copy': [/^container copy copied:1 \S+ running$/m],
  'container:box': [/^container box localhost:5000\/box:latest \S+ running$/m],
};

/** Undefined: nobody here knows a thing of that name. */
export const stands = (inventory: string, resource: string): boolean | undefined =>
  signs[resource]?.every((sign) => sign.test(inventory));

export const nothingStands = (inventory: string): boolean =>
  Object.keys(signs).every((resource) => stands(inventory, resource) !== true);
