/** The hosts of the real lab, as a drawing. */
export const REAL_LAB = `trunkline: 1
name: lab
segments:
  lan: { vlans: all }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.13/24 }
  router:
    ssh: { address: 192.168.1.254 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.254/24 }
`;
