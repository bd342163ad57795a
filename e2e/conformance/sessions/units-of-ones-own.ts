import { on, type Session } from './typed.ts';

export const unitsOfOnesOwn: Session = {
  name: 'units-of-ones-own',
  typed: on(
    'docker02',
    `
    printf '[Unit]\\nDescription=VLAN 10 of the lab\\nAfter=network.target\\n\\n[Service]\\nType=oneshot\\nRemainAfterExit=yes\\nExecStart=/sbin/ip link add link ens33 name ens33.10 type vlan id 10\\nExecStart=/sbin/ip link set ens33.10 up\\nExecStop=/sbin/ip link del ens33.10\\n\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/vlan10.service
    systemctl status vlan10 --no-pager
    systemctl is-enabled vlan10
    systemctl start vlan10; echo $?
    systemctl is-active vlan10
    ip -br link show ens33.10
    systemctl status vlan10 --no-pager | head -n 3 | sed 's/since .*//'
    systemctl status vlan10 --no-pager | grep -E 'Process|PID' | sed -E 's/[0-9]+/N/g'
    systemctl show vlan10 -p ActiveState,SubState,Result,Type,RemainAfterExit,FragmentPath,UnitFileState,LoadState
    systemctl start vlan10; echo $?
    systemctl restart vlan10; echo $?
    systemctl stop vlan10; systemctl is-active vlan10; ip -br link show ens33.10
    systemctl enable vlan10
    systemctl is-enabled vlan10
    ls -l /etc/systemd/system/multi-user.target.wants/vlan10.service | awk '{print $1, $(NF-1), $NF}'
    systemctl enable vlan10; echo $?
    systemctl disable vlan10
    systemctl disable vlan10; echo $?
    systemctl enable --now vlan10; ip -br link show ens33.10 | cut -d' ' -f1
    systemctl disable --now vlan10; ip link show ens33.10
    systemctl cat vlan10 | head -n 4
    sed -i 's/id 10/id 11/' /etc/systemd/system/vlan10.service; systemctl start vlan10; echo $?
    systemctl daemon-reload; systemctl restart vlan10; ip -d link show ens33.10 | grep -o 'id 11'
    printf '[Unit]\\nDescription=Broken\\n[Service]\\nType=oneshot\\nExecStart=/bin/false\\n' > /etc/systemd/system/broken.service; systemctl daemon-reload; systemctl start broken; echo $?
    systemctl is-failed broken; systemctl is-active broken
    systemctl status broken --no-pager | head -n 3 | sed 's/since .*//'
    systemctl status broken --no-pager | grep -E 'Process|PID' | sed -E 's/=[0-9]+/=N/g; s/: [0-9]+/: N/'
    systemctl --failed --no-legend
    systemctl list-units --failed --no-legend
    systemctl reset-failed broken; systemctl is-failed broken
    systemctl enable broken; echo $?
    printf '[Unit]\\nDescription=Clock of the class\\n[Service]\\nExecStart=/bin/sh -c "while true; do echo tick; sleep 1; done"\\nRestart=always\\n[Install]\\nWantedBy=multi-user.target\\n' > /etc/systemd/system/clock.service; systemctl daemon-reload; systemctl start clock; systemctl is-active clock
    systemctl status clock --no-pager | sed -E 's/since .*//; s/[0-9]+/N/g' | head -n 8
    sleep 2; journalctl -u clock -n 1 --no-pager -o cat
    journalctl -u clock --no-pager | head -n 1 | awk '{print $5, $6, $7}' | sed -E 's/[0-9]+/N/'
    systemctl show -p MainPID --value clock | grep -c '^[1-9]'
    ps -o comm= -p $(systemctl show -p MainPID --value clock)
    kill -9 $(systemctl show -p MainPID --value clock); sleep 1; systemctl is-active clock
    systemctl stop clock; systemctl is-active clock; systemctl status clock > /dev/null; echo $?
    journalctl -u clock --no-pager -o cat | grep -v tick | tail -n 3
    systemctl list-unit-files clock.service vlan10.service --no-legend
    systemctl list-units --type=service --all --no-legend clock.service vlan10.service
    printf '[Service]\\nExecStart=nosuch\\n' > /etc/systemd/system/bad.service; systemctl daemon-reload; systemctl start bad; echo $?
    printf '[Service]\\nExecStart=/usr/bin/nosuch\\n' > /etc/systemd/system/bad.service; systemctl daemon-reload; systemctl start bad; echo $?; sleep 1; systemctl is-active bad
    systemctl status bad --no-pager | head -n 4 | sed -E 's/since .*//; s/[0-9]+/N/g'
    printf '[Unit]\\nDescription=nothing\\n' > /etc/systemd/system/none.service; systemctl daemon-reload; systemctl start none; echo $?
    rm /etc/systemd/system/clock.service; systemctl daemon-reload; systemctl status clock; echo $?
    systemctl start clock
    systemctl start nosuch
    systemctl enable nosuch
    mkdir -p /etc/systemd/system/ssh.service.d; printf '[Service]\\nEnvironment=A=b\\n' > /etc/systemd/system/ssh.service.d/x.conf; systemctl daemon-reload; systemctl cat ssh | tail -n 4
    printf '[Unit]\\nDescription=Env\\n[Service]\\nType=oneshot\\nEnvironment=WHO=class\\nUser=guest\\nWorkingDirectory=/tmp\\nExecStart=/bin/sh -c "echo $WHO; id -un; pwd; echo oops >&2"\\n' > /etc/systemd/system/env.service; systemctl daemon-reload; systemctl start env; journalctl -u env -o cat --no-pager
    systemctl status env --no-pager | head -n 3 | sed 's/since .*//'
    systemctl kill vlan10; echo $?
    systemctl mask vlan10; systemctl start vlan10
    systemctl unmask vlan10
    `,
  ),
};
