/**
 * What is typed on real hosts to learn what they answer, for `record.ts`. Each session begins on fresh hosts and stands alone.
 * A new session is one entry; a command is never taken out because the practice hosts answer otherwise.
 */

import { addressesInDepth } from './sessions/addresses-in-depth.ts';
import { archivesByTar } from './sessions/archives-by-tar.ts';
import { articleAfternoon } from './sessions/article-afternoon.ts';
import { askingInVain } from './sessions/asking-in-vain.ts';
import { betweenTheHosts } from './sessions/between-the-hosts.ts';
import { bridgesAndNeighbours } from './sessions/bridges-and-neighbours.ts';
import { bridgesAndPublishing } from './sessions/bridges-and-publishing.ts';
import { bridgesInClass } from './sessions/bridges-in-class.ts';
import { captureTheFrames } from './sessions/capture-the-frames.ts';
import { closingTime } from './sessions/closing-time.ts';
import { composeOfACourse } from './sessions/compose-of-a-course.ts';
import { dockerEveryDay } from './sessions/docker-every-day.ts';
import { dockerExam } from './sessions/docker-exam.ts';
import { everydayDiagnosis } from './sessions/everyday-diagnosis.ts';
import { filesAndText } from './sessions/files-and-text.ts';
import { filtersInDepth } from './sessions/filters-in-depth.ts';
import { filtersOfTheRouter } from './sessions/filters-of-the-router.ts';
import { firewallEvening } from './sessions/firewall-evening.ts';
import { firstDayAtTheShell } from './sessions/first-day-at-the-shell.ts';
import { firstHourWithDocker } from './sessions/first-hour-with-docker.ts';
import { firstLessonAgain } from './sessions/first-lesson-again.ts';
import { helpdesk } from './sessions/helpdesk.ts';
import { homeworkScripts } from './sessions/homework-scripts.ts';
import { insideAContainer } from './sessions/inside-a-container.ts';
import { inspecting } from './sessions/inspecting.ts';
import { ipvlanClass } from './sessions/ipvlan-class.ts';
import { ipvlanSecondHour } from './sessions/ipvlan-second-hour.ts';
import { linkedContainers } from './sessions/linked-containers.ts';
import { linksBelowLinks } from './sessions/links-below-links.ts';
import { linksInSysfs } from './sessions/links-in-sysfs.ts';
import { macvlanExam } from './sessions/macvlan-exam.ts';
import { macvlanHomework } from './sessions/macvlan-homework.ts';
import { morningMacvlan } from './sessions/morning-macvlan.ts';
import { namesAndNetworks } from './sessions/names-and-networks.ts';
import { natAndPorts } from './sessions/nat-and-ports.ts';
import { neighboursAndArp } from './sessions/neighbours-and-arp.ts';
import { netToolsMix } from './sessions/net-tools-mix.ts';
import { nightDiagnosis } from './sessions/night-diagnosis.ts';
import { ownHostShim } from './sessions/own-host-shim.ts';
import { permissionsLab } from './sessions/permissions-lab.ts';
import { readingLogsAndServices } from './sessions/reading-logs-and-services.ts';
import { registryAgain } from './sessions/registry-again.ts';
import { registryWorkshop } from './sessions/registry-workshop.ts';
import { routerDuty } from './sessions/router-duty.ts';
import { routesLesson } from './sessions/routes-lesson.ts';
import { routingAndNat } from './sessions/routing-and-nat.ts';
import { routingTablePractice } from './sessions/routing-table-practice.ts';
import { runningContainers } from './sessions/running-containers.ts';
import { scripting } from './sessions/scripting.ts';
import { scriptsFromStudents } from './sessions/scripts-from-students.ts';
import { scriptsOfTheClass } from './sessions/scripts-of-the-class.ts';
import { secondLessonAgain } from './sessions/second-lesson-again.ts';
import { servicesAndProcesses } from './sessions/services-and-processes.ts';
import { servicesAsFiles } from './sessions/services-as-files.ts';
import { servicesHour } from './sessions/services-hour.ts';
import { shimsAndIsolation } from './sessions/shims-and-isolation.ts';
import { smallTools } from './sessions/small-tools.ts';
import { sniffing } from './sessions/sniffing.ts';
import { teacherPrepares } from './sessions/teacher-prepares.ts';
import { textTools } from './sessions/text-tools.ts';
import { trunksAndTags } from './sessions/trunks-and-tags.ts';
import { twoNetworksAndNames } from './sessions/two-networks-and-names.ts';
import { on, type Session } from './sessions/typed.ts';
import { unitsOfOnesOwn } from './sessions/units-of-ones-own.ts';
import { usersAndRights } from './sessions/users-and-rights.ts';
import { vlanPractical } from './sessions/vlan-practical.ts';
import { vlanTroubleshooting } from './sessions/vlan-troubleshooting.ts';
import { vlansByHand } from './sessions/vlans-by-hand.ts';
import { volumesAndBuilds } from './sessions/volumes-and-builds.ts';
import { whatsWrongHere } from './sessions/whats-wrong-here.ts';
import { workshopAfternoon } from './sessions/workshop-afternoon.ts';
import { workshopEvening } from './sessions/workshop-evening.ts';
import { workshopMorning } from './sessions/workshop-morning.ts';
import { workshopNoon } from './sessions/workshop-noon.ts';

export const sessions: readonly Session[] = [
  {
    name: 'a-fresh-host',
    typed: [
      ...on(
        'docker01',
        `
        hostname
        uname -s -n -m
        whoami
        id -u
        ip link
        ip addr
        ip a show ens33
        ip -br link
        ip -br addr
        ip -4 addr show docker0
        ip -o -4 addr show
        ip route
        ip -4 route show table main
        ip route get 192.168.1.13
        ip route get 8.8.8.8
        ip rule
        sysctl net.ipv4.ip_forward
        sysctl -n net.ipv4.conf.all.rp_filter
        cat /proc/sys/net/ipv4/ip_forward
        cat /sys/class/net/ens33/operstate
        docker network ls
        docker ps
        docker ps -a
        docker images
        docker image ls --format '{{.Repository}}:{{.Tag}}'
        docker version --format '{{.Server.Version}}'
        docker network inspect bridge --format '{{json .IPAM.Config}}'
        iptables -S
        iptables -S FORWARD
        iptables -t nat -S
        iptables -L FORWARD -n
        brctl show
        ifconfig
        frobnicate
        cat /etc/no-such-file
        ls /etc/no-such-dir
        `,
      ),
      ...on(
        'router',
        `
        ip -br link
        ip -br addr
        ip route
        sysctl net.ipv4.ip_forward
        iptables -S
        docker ps
        `,
      ),
    ],
  },
  {
    name: 'sub-interfaces',
    typed: on(
      'docker01',
      `
      ip link add link ens33 name ens33.10 type vlan id 10
      ip link show ens33.10
      ip -d link show ens33.10
      ip -br link show type vlan
      ip link set ens33.10 up
      ip link show ens33.10
      ip link add link ens33 name ens33.10 type vlan id 10
      ip link add link ens33 name other type vlan id 10
      ip link add link eth7 name eth7.10 type vlan id 10
      ip link add link ens33 name ens33.5000 type vlan id 5000
      ip link add link ens33 name ens33.0 type vlan id abc
      ip link add link ens33 name much-too-long-a-name type vlan id 11
      ip link add link ens33 name ens33.12 type vlan
      ip link add name x type nosuchtype
      ip link set ens33.10 alias hello
      ip link show ens33.10
      cat /sys/class/net/ens33.10/ifalias
      ip link set ens33.10 alias ""
      ip link set ens33 promisc on
      ip link show ens33
      ip link set ens33 promisc off
      ip link set ens33.10 mtu 1400
      ip link set ens33.10 mtu 9000
      ip link set ens33.10 name vlan10
      ip link set ens33.10 down
      ip link set ens33.10 name vlan10
      ip -br link show vlan10
      ip link set nothing up
      ip link show nothing
      ip link del nothing
      ip link del vlan10
      ip link del lo
      ip link set
      ip link frobnicate
      ip frobnicate
      ip -br link
      `,
    ),
  },
  {
    name: 'addresses-and-routes',
    typed: [
      ...on(
        'router',
        `
        ip link add link ens33 name ens33.10 type vlan id 10
        ip addr add 172.16.10.1/24 dev ens33.10
        ip route
        ip link set ens33.10 up
        ip route
        ip addr show ens33.10
        ip addr add 172.16.10.1/24 dev ens33.10
        ip addr add 172.16.10.2/24 dev ens33.10
        ip addr show ens33.10
        ip addr add 10.0.0.1 dev ens33.10
        ip addr add 300.1.1.1/24 dev ens33.10
        ip addr add 10.1.1.1/33 dev ens33.10
        ip addr add 10.1.1.1/24 dev nothing
        ip addr add 10.1.1.1/24
        ip addr del 10.9.9.9/24 dev ens33.10
        ip -j addr show ens33.10
        ip route add 10.20.0.0/16 via 172.16.10.10
        ip route add 10.20.0.0/16 via 172.16.10.10
        ip route add 10.21.0.0/16 via 10.99.0.1
        ip route add 10.22.0.0/16 dev ens33.10
        ip route add 10.22.0.1/16 dev ens33.10
        ip route add default via 172.16.10.9
        ip route add default via 172.16.10.8
        ip route add blackhole 10.66.0.0/16
        ip route
        ip -j route
        ip route get 10.20.3.4
        ip route get 10.66.0.1
        ip route get 172.16.10.1
        ip route replace 10.20.0.0/16 via 172.16.10.11
        ip route show 10.20.0.0/16
        ip route del 10.20.0.0/16
        ip route del 10.20.0.0/16
        ip link set ens33.10 down
        ip route
        ip link set ens33.10 up
        ip route
        ip addr del 172.16.10.1/24 dev ens33.10
        ip addr show ens33.10
        ip addr flush dev ens33.10
        ip -br addr show ens33.10
        ip link set ens33 down
        `,
      ).slice(0, -1),
    ],
  },
  {
    name: 'settings-and-filters',
    typed: on(
      'router',
      `
      sysctl -w net.ipv4.ip_forward=1
      sysctl net.ipv4.ip_forward
      sysctl -n net.ipv4.conf.ens33.forwarding
      sysctl -qw net.ipv4.ip_forward=0
      echo 1 > /proc/sys/net/ipv4/ip_forward
      cat /proc/sys/net/ipv4/ip_forward
      sysctl net.ipv4.no_such
      sysctl -w net.ipv4.no_such=1
      sysctl -w net.ipv4.ip_forward=maybe
      sysctl net.ipv4.conf.all.rp_filter net.ipv4.conf.default.rp_filter
      iptables -P FORWARD DROP
      iptables -A FORWARD -s 172.16.10.0/24 -d 172.16.20.0/24 -j ACCEPT
      iptables -A FORWARD -i ens33 -o ens33 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
      iptables -A FORWARD -m comment --comment "trunkline:lab" -j ACCEPT
      iptables -I FORWARD -p icmp -j REJECT
      iptables -S FORWARD
      iptables -L FORWARD -n
      iptables -L FORWARD -n --line-numbers
      iptables -C FORWARD -s 172.16.10.0/24 -d 172.16.20.0/24 -j ACCEPT
      iptables -C FORWARD -s 1.2.3.4 -j ACCEPT
      iptables -D FORWARD -s 1.2.3.4 -j ACCEPT
      iptables -D FORWARD 1
      iptables -D FORWARD 99
      iptables -t nat -A POSTROUTING -s 172.16.10.0/24 ! -d 172.16.10.0/24 -j MASQUERADE
      iptables -t nat -S POSTROUTING
      iptables -N MINE
      iptables -N MINE
      iptables -A FORWARD -j MINE
      iptables -X MINE
      iptables -A FORWARD -j NOWHERE
      iptables -A NOWHERE -j ACCEPT
      iptables -A FORWARD -s nonsense.invalid/99 -j ACCEPT
      iptables -P FORWARD MAYBE
      iptables -t nothing -S
      iptables -A FORWARD --frob
      iptables -F FORWARD
      iptables -X MINE
      iptables -S
      `,
    ),
  },
  {
    name: 'pings',
    typed: [
      ...on(
        'docker01',
        `
        ping -c 2 -i 0.2 192.168.1.13
        ping -c 1 192.168.1.254
        ping -q -c 3 -i 0.2 192.168.1.13
        ping -c 1 127.0.0.1
        ping -c 1 192.168.1.11
        ping -c 1 -s 1000 192.168.1.13
        ping -c 1 -W 1 192.168.1.99
        ping -c 3 -i 0.2 -W 3 192.168.1.99
        ping -c 1 -W 1 10.77.0.1
        ping -c 1 nosuchhost.invalid
        ping -c 1 300.1.2.3
        ping -c 0 192.168.1.13
        ping -c x 192.168.1.13
        ping
        ping -c 1 -I ens33 192.168.1.13
        ping -c 1 -I nothing 192.168.1.13
        ping -c 1 -I 10.9.9.9 192.168.1.13
        ping -c 1 -t 1 192.168.1.13
        arping -c 2 -I ens33 192.168.1.13
        arping -c 1 -w 1 -I ens33 192.168.1.99
        arping -c 1 -I nothing 192.168.1.13
        ip neigh show dev docker0
        ip neigh flush dev ens33
        `,
      ),
    ],
  },
  {
    name: 'networks',
    typed: on(
      'docker01',
      `
      docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
      docker network ls
      docker network ls --format '{{.Name}} {{.Driver}}'
      docker network ls -q --filter name=mac_net1
      docker network inspect mac_net1 --format '{{json .IPAM}}'
      docker network inspect mac_net1 --format '{{.Driver}} {{.Options}} {{.Internal}}'
      docker network inspect mac_net1 --format '{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}'
      docker network create -d macvlan --subnet 172.22.16.0/24 -o parent=ens33 mac_net1
      docker network create -d macvlan --subnet 172.22.16.0/24 -o parent=ens33 mac_net2
      docker network create -d macvlan --subnet 172.22.17.0/24 -o parent=ens33 mac_net2
      docker network create -d macvlan --subnet 172.22.17.0/24 -o parent=eth9 mac_net2
      docker network create -d macvlan --subnet 172.22.17.0/24 --gateway 10.0.0.1 -o parent=ens33.17 mac_net2
      docker network create -d macvlan --subnet nonsense -o parent=ens33.17 mac_net2
      docker network create -d macvlan --subnet 172.22.17.0/24 -o parent=ens33.17 -o macvlan_mode=nonsense mac_net2
      docker network create -d macvlan --subnet 172.22.17.0/24 -o parent=ens33.17 mac_net17
      ip -br link show ens33.17
      ip -d link show ens33.17
      docker network create -d nonsense n1
      docker network create -d ipvlan --subnet 172.22.18.0/24 -o parent=ens33.18 -o ipvlan_mode=l2 ip_net18
      docker network create -d ipvlan --subnet 172.22.19.0/24 -o parent=ens33.19 -o ipvlan_mode=l3s ip_net19
      docker network create -d ipvlan --subnet 172.22.19.0/24 -o parent=ens33.19 -o ipvlan_mode=l3 ip_net19
      docker network create -d macvlan --subnet 172.22.20.0/24 hidden
      docker network inspect hidden --format '{{json .Options}}'
      docker network create plain
      docker network inspect plain --format '{{json .IPAM.Config}}'
      ip -br addr show type bridge
      docker network create --internal --subnet 10.50.0.0/24 inner
      docker network create --subnet 10.50.0.0/25 clash
      docker network create --subnet 10.51.0.0/24 --ip-range 10.51.0.128/25 --aux-address host=10.51.0.5 pool
      docker network inspect pool --format '{{json .IPAM.Config}}'
      docker network create -- -dash
      docker network create 'two words'
      docker network create
      docker network create --nonsense x
      docker network rm nothing
      docker network inspect nothing
      docker network rm mac_net1 mac_net17 hidden plain inner pool ip_net18 ip_net19
      ip -br link show type vlan
      docker network rm bridge
      docker network ls
      docker network frobnicate
      docker frobnicate
      iptables -S FORWARD
      `,
    ),
  },
  {
    name: 'containers',
    typed: on(
      'docker01',
      `
      docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
      docker run -dit --name bbox1 --network mac_net1 --ip 172.22.16.10 busybox sh
      docker ps
      docker ps --format '{{.Names}} {{.Image}} {{.Command}} {{.Status}}'
      docker ps -aq --no-trunc
      docker inspect bbox1 --format '{{.State.Status}} {{.HostConfig.NetworkMode}} {{.Config.Image}}'
      docker inspect bbox1 --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}/{{.IPPrefixLen}} {{.Gateway}} {{.MacAddress}}{{end}}'
      docker inspect bbox1 --format '{{json .NetworkSettings.Networks.mac_net1.IPAMConfig}}'
      docker inspect bbox1 --format '{{.Name}} {{.Path}} {{json .Args}} {{json .Config.Cmd}}'
      docker inspect bbox1 --format '{{.Nope}}'
      docker network inspect mac_net1 --format '{{range .Containers}}{{.Name}} {{.IPv4Address}}{{end}}'
      docker exec bbox1 hostname
      docker exec bbox1 ip addr show eth0
      docker exec bbox1 ip addr
      docker exec bbox1 ip route
      docker exec bbox1 ip link set eth0 down
      docker exec bbox1 ip route del default
      docker exec bbox1 ifconfig eth0
      docker exec bbox1 route -n
      docker exec bbox1 cat /etc/hosts
      docker exec bbox1 echo hello
      docker exec bbox1 sh -c 'echo $HOSTNAME; exit 3'
      docker exec bbox1 nosuchprogram
      docker exec bbox1 ls /
      docker exec bbox1 ping -c 1 127.0.0.1
      docker exec bbox1 ping -c 2 172.22.16.10
      docker exec bbox1 ping -c 1 -W 1 172.22.16.99
      docker exec bbox1 ping -c 1 -W 1 nosuchhost
      docker exec nothing true
      docker run -dit --name bbox1 --network mac_net1 busybox sh
      docker run -dit --name bbox2 --network mac_net1 --ip 172.22.16.10 busybox sh
      docker run -dit --name bbox3 --network mac_net1 --ip 10.0.0.9 busybox sh
      docker run -dit --name bbox4 --network nothing busybox sh
      docker run -dit --name bbox5 --network bridge --ip 172.17.0.9 busybox sh
      docker run -dit --name bbox6 nosuchimage sh
      docker run -dit --name bbox7 busybox nosuchprogram
      docker run -dit --name 'bad name' busybox sh
      docker run -dit --nonsense busybox sh
      docker run
      docker ps -a --format '{{.Names}} {{.Status}}'
      docker rm bbox2
      docker network rm mac_net1
      docker rm bbox1
      docker stop -t 0 bbox1
      docker ps
      docker exec bbox1 true
      docker start bbox1
      docker restart -t 0 bbox1
      docker rm -f bbox1
      docker rm -f bbox1
      docker rm nothing
      docker stop nothing
      docker start nothing
      docker inspect nothing
      docker rm -f bbox2 bbox3 bbox5 bbox6 bbox7
      docker run --rm busybox echo done
      docker run --rm busybox sh -c 'exit 7'
      docker run --name once busybox true
      docker ps -a --format '{{.Names}} {{.Status}}' --filter name=once
      docker logs once
      docker run -d --name talks busybox sh -c 'echo one; echo two >&2'
      docker logs talks
      docker rm once talks
      docker create --name made --network mac_net1 busybox sh
      docker ps -a --format '{{.Names}} {{.Status}}'
      docker network connect bridge made
      docker network disconnect bridge made
      docker network disconnect bridge made
      docker rename made renamed
      docker ps -a --format '{{.Names}}'
      docker rm renamed
      docker network rm mac_net1
      `,
    ),
  },
  {
    name: 'two-hosts',
    typed: [
      ...on(
        'docker01',
        `
        ip link set ens33 promisc on
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
        docker run -dit --name bbox1 --network mac_net1 --ip 172.22.16.10 busybox sh
        `,
      ),
      ...on(
        'docker02',
        `
        ip link set ens33 promisc on
        docker network create -d macvlan --subnet 172.22.16.0/24 --gateway 172.22.16.1 -o parent=ens33 mac_net1
        docker run -dit --name bbox2 --network mac_net1 --ip 172.22.16.20 busybox sh
        docker exec bbox2 ping -c 2 172.22.16.10
        docker exec bbox2 ping -c 1 -W 1 192.168.1.13
        docker exec bbox2 ping -c 1 -W 1 172.22.16.1
        ping -c 1 -W 1 172.22.16.20
        ip link set ens33 down
        `,
      ).slice(0, -1),
      ...on(
        'docker01',
        `
        nsenter -t $(docker inspect -f '{{.State.Pid}}' bbox1) -n ip -br addr
        nsenter -t $(docker inspect -f '{{.State.Pid}}' bbox1) -n ping -c 1 172.22.16.20
        nsenter -t $(docker inspect -f '{{.State.Pid}}' bbox1) -n ip route
        nsenter -t 999999 -n ip link
        docker exec bbox1 arping -c 1 -I eth0 172.22.16.20
        ip -d link show ens33
        `,
      ),
    ],
  },
  {
    name: 'vlans-and-a-router',
    typed: [
      ...on(
        'router',
        `
        ip link add link ens33 name ens33.10 type vlan id 10
        ip link add link ens33 name ens33.20 type vlan id 20
        ip addr add 172.16.10.1/24 dev ens33.10
        ip addr add 172.16.20.1/24 dev ens33.20
        ip link set ens33.10 up
        ip link set ens33.20 up
        `,
      ),
      ...on(
        'docker01',
        `
        ip link add link ens33 name ens33.10 type vlan id 10
        ip link add link ens33 name ens33.20 type vlan id 20
        ip link set ens33.10 up
        ip link set ens33.20 up
        docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens33.10 mac_net10
        docker network create -d macvlan --subnet 172.16.20.0/24 --gateway 172.16.20.1 -o parent=ens33.20 mac_net20
        docker run -dit --name bbox10 --network mac_net10 --ip 172.16.10.10 busybox sh
        docker run -dit --name bbox20 --network mac_net20 --ip 172.16.20.20 busybox sh
        docker exec bbox10 ping -c 1 172.16.10.1
        docker exec bbox10 ping -c 1 -W 1 172.16.20.20
        `,
      ),
      ...on(
        'router',
        `
        sysctl -w net.ipv4.ip_forward=1
        ping -c 1 172.16.10.10
        `,
      ),
      ...on(
        'docker01',
        `
        docker exec bbox10 ping -c 1 172.16.20.20
        docker exec bbox10 ping -c 1 172.16.20.1
        docker exec bbox10 ping -c 1 -W 1 192.168.1.11
        docker exec bbox10 ping -c 1 -W 1 10.1.2.3
        docker exec bbox10 ping -c 1 -W 4 172.16.20.99
        docker exec bbox10 traceroute -n -m 3 -w 1 172.16.20.20
        `,
      ),
      ...on(
        'router',
        `
        iptables -A FORWARD -i ens33.10 -j REJECT
        `,
      ),
      ...on(
        'docker01',
        `
        docker exec bbox10 ping -c 1 -W 1 172.16.20.20
        docker exec bbox20 ping -c 1 -W 1 172.16.10.10
        ip link set ens33.10 down
        docker exec bbox10 ping -c 1 -W 1 172.16.10.1
        docker exec bbox10 ip link show eth0
        ip link del ens33.10
        docker exec bbox10 ip addr
        `,
      ),
    ],
  },
  {
    name: 'images',
    typed: on(
      'docker01',
      `
      docker images
      docker image inspect busybox --format '{{json .RepoTags}} {{.Os}}/{{.Architecture}}'
      docker tag busybox docker01:5000/busybox
      docker tag nothing other
      docker images --format '{{.Repository}} {{.Tag}}'
      docker rmi docker01:5000/busybox
      docker rmi nothing
      docker tag busybox 192.168.1.11/busybox
      docker push 192.168.1.11:5000/busybox
      docker run -d -p 5000:5000 --name registry registry
      docker ps --format '{{.Names}} {{.Ports}}'
      docker tag busybox localhost:5000/busybox
      docker push localhost:5000/busybox
      docker rmi localhost:5000/busybox
      docker pull localhost:5000/busybox
      docker pull localhost:5000/nothing
      docker tag busybox 192.168.1.11:5000/busybox
      docker push 192.168.1.11:5000/busybox
      docker image inspect nothing
      docker rm -f registry
      `,
    ),
  },
  {
    name: 'services-and-modules',
    typed: on(
      'docker01',
      `
      systemctl is-active docker
      systemctl is-active nosuch
      systemctl status nosuch
      systemctl restart nosuch
      modprobe -n -q 8021q
      modprobe nosuchmodule
      docker run -dit --name stays --restart always busybox sh
      docker run -dit --name goes busybox sh
      systemctl restart docker
      docker ps -a --format '{{.Names}} {{.State}}'
      systemctl stop docker.socket docker
      docker ps
      systemctl is-active docker
      systemctl start docker
      docker ps --format '{{.Names}}'
      docker rm -f stays goes
      sudo -n true
      sudo -n whoami
      flock -n /tmp echo locked
      timeout 1 sleep 5
      `,
    ),
  },
  {
    name: 'bridges-by-hand',
    typed: on(
      'docker01',
      `
      ip link add name br0 type bridge
      ip link set br0 up
      ip addr add 10.50.0.1/24 dev br0
      ip -br addr show br0
      ip link add veth-a type veth peer name veth-b
      ip -br link show type veth
      ip link set veth-a master br0
      bridge link
      ip link set veth-a up
      ip link set veth-b up
      bridge link show dev veth-a
      ip addr add 10.50.0.2/24 dev veth-b
      ip route show | grep 10.50
      ip route get 10.50.0.77
      ip link show master br0
      bridge fdb show br br0 | grep -c permanent
      bridge fdb show dev veth-a | wc -l
      ip -d link show br0 | grep -o 'stp_state [0-9]'
      ip link set br0 type bridge stp_state 1
      ip -d link show br0 | grep -o 'stp_state [0-9]'
      cat /sys/class/net/br0/bridge/stp_state
      ls /sys/class/net/br0/brif
      ip link set veth-a nomaster
      bridge link
      ip link del veth-b
      ip link show veth-a
      ip link del br0 type bridge
      ip link show br0
      `,
    ),
  },
  {
    name: 'network-namespaces',
    typed: on(
      'docker01',
      `
      ip netns
      ip netns add red
      ip netns add blue
      ip netns add red
      ip netns list
      ls /var/run/netns
      ip netns exec red ip link
      ip netns exec red ping -c1 127.0.0.1
      ip -n red link set lo up
      ip netns exec red ping -c1 127.0.0.1
      ip link add veth-red type veth peer name veth-blue
      ip link set veth-red netns red
      ip link set veth-blue netns blue
      ip link show veth-red
      ip -n red -br link
      ip -n red addr add 10.0.5.1/24 dev veth-red
      ip -n blue addr add 10.0.5.2/24 dev veth-blue
      ip -n red link set veth-red up
      ip -n blue link set veth-blue up
      ip -n red -br addr
      ip netns exec red ip route
      ip netns exec red ping -c 2 -q 10.0.5.2
      ip netns exec red ip neigh
      ip netns exec blue arp -n 2>/dev/null || ip netns exec blue ip neigh show
      ip netns exec red ping -c1 -W1 192.168.1.11
      ip netns exec red sysctl net.ipv4.ip_forward
      ip netns exec red iptables -S
      ip netns exec red bash -c 'hostname; ip -br link'
      ip netns exec green ip a
      ip link add v-host type veth peer name v-ns netns blue
      ip -n blue -br link
      ip addr add 10.0.6.1/24 dev v-host; ip link set v-host up
      ip -n blue addr add 10.0.6.2/24 dev v-ns; ip -n blue link set v-ns up
      ping -c1 10.0.6.2
      ip -n blue route add default via 10.0.6.1
      ip -n blue route
      ip netns identify $$
      ip netns pids red
      ip -all netns exec ip -br addr show lo
      ip netns del red
      ip netns
      ip -n blue -br link
      ip netns delete red
      ip -all netns del
      ip -br link | grep v-host
      `,
    ),
  },
  addressesInDepth,
  bridgesAndNeighbours,
  filesAndText,
  filtersInDepth,
  inspecting,
  namesAndNetworks,
  routingAndNat,
  runningContainers,
  scripting,
  servicesAndProcesses,
  sniffing,
  usersAndRights,
  vlansByHand,
  volumesAndBuilds,
  firstLessonAgain,
  secondLessonAgain,
  workshopMorning,
  workshopNoon,
  workshopAfternoon,
  workshopEvening,
  helpdesk,
  dockerExam,
  morningMacvlan,
  ipvlanClass,
  firstDayAtTheShell,
  textTools,
  scriptsFromStudents,
  permissionsLab,
  routesLesson,
  firewallEvening,
  servicesHour,
  dockerEveryDay,
  netToolsMix,
  composeOfACourse,
  whatsWrongHere,
  bridgesInClass,
  trunksAndTags,
  archivesByTar,
  smallTools,
  linksInSysfs,
  linkedContainers,
  unitsOfOnesOwn,
  articleAfternoon,
  vlanPractical,
  ownHostShim,
  ipvlanSecondHour,
  routerDuty,
  registryWorkshop,
  nightDiagnosis,
  homeworkScripts,
  macvlanExam,
  closingTime,
  linksBelowLinks,
  servicesAsFiles,
  askingInVain,
  everydayDiagnosis,
  insideAContainer,
  macvlanHomework,
  natAndPorts,
  neighboursAndArp,
  readingLogsAndServices,
  registryAgain,
  scriptsOfTheClass,
  twoNetworksAndNames,
  vlanTroubleshooting,
  betweenTheHosts,
  bridgesAndPublishing,
  captureTheFrames,
  filtersOfTheRouter,
  firstHourWithDocker,
  routingTablePractice,
  shimsAndIsolation,
  teacherPrepares,
];
