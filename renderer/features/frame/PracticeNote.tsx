import { Anchor, Popover } from '@mantine/core';
import classes from './StatusLine.module.css';

/** What practice hosts are and are not, one click away from wherever their results show. */
export function PracticeNote() {
  return (
    <Popover width={440} position="top-start" shadow="md" withArrow trapFocus returnFocus>
      <Popover.Target>
        <Anchor component="button" type="button" size="sm" className={classes.practice as string}>
          Practice: simulated hosts
        </Anchor>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.note}>
          <strong>Simulated, on this computer</strong>
          <p>
            Each host is a small simulated machine behind a real SSH server that only this program can log in to. Its
            shell, ip, docker, ping and iptables answer as those of Debian 12 with Docker 20.10 do. Pings are answered
            by following the packet through all hosts, with times that are made up.
          </p>
          <strong>Not simulated</strong>
          <ul>
            <li>real frames: there is nothing for tcpdump to see, and no switch, hypervisor or Wi-Fi in between</li>
            <li>programs in containers: a shell, its tools and a registry run; other images only exist</li>
            <li>IPv6, disks, load, speed, and everything that a real kernel does beside this</li>
          </ul>
          <p>What works here is likely to work on real hosts; only a deploy to real hosts proves it.</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
