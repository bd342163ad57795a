/** Names of ports, as Debian's /etc/services has them: those that people of a lab meet. */
const BOTH =
  '53:domain 67:bootps 68:bootpc 69:tftp 123:ntp 137:netbios-ns 138:netbios-dgm 161:snmp 162:snmp-trap 500:isakmp 4500:ipsec-nat-t 5353:mdns 1194:openvpn 1812:radius';
const TCP =
  '20:ftp-data 21:ftp 22:ssh 23:telnet 25:smtp 80:http 88:kerberos 110:pop3 111:sunrpc 119:nntp 139:netbios-ssn 143:imap2 179:bgp 389:ldap 443:https 445:microsoft-ds 465:submissions 514:shell 587:submission 631:ipp 636:ldaps 873:rsync 989:ftps-data 990:ftps 993:imaps 995:pop3s 2000:cisco-sccp 2049:nfs 3260:iscsi-target 3306:mysql 3389:ms-wbt-server 3690:svn 5060:sip 5061:sip-tls 5222:xmpp-client 5432:postgresql 5671:amqps 5672:amqp 6379:redis 6667:ircd 8080:http-alt 9418:git 10000:webmin';
const UDP = '514:syslog 520:route';

const table = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((item) => item.split(':') as [string, string]));

const names = { tcp: table(`${BOTH} ${TCP}`), udp: table(`${BOTH} ${UDP}`) };
const aliases: Readonly<Record<string, string>> = { dns: '53', www: '80', imap: '143' };

/** `22` is `ssh`; a number without a name stays one. */
export const serviceName = (port: string, protocol: 'tcp' | 'udp' = 'tcp'): string => names[protocol].get(port) ?? port;

/** Undefined: there is no such service. */
export function servicePort(name: string): string | undefined {
  for (const known of [names.tcp, names.udp]) for (const [port, own] of known) if (own === name) return port;
  return aliases[name];
}
