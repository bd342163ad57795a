import { on, type Session } from './typed.ts';

export const archivesByTar: Session = {
  name: 'archives-by-tar',
  typed: on(
    'docker01',
    `
    mkdir -p /root/lab/a/b && echo one > /root/lab/a/one.txt && echo two > /root/lab/a/b/two.txt && chmod 600 /root/lab/a/one.txt && touch -d '2026-01-02 03:04:05' /root/lab/a/one.txt /root/lab/a/b/two.txt /root/lab/a/b /root/lab/a /root/lab
    cd /root && tar cf /tmp/lab.tar lab
    cd /root && tar cvf /tmp/lab.tar lab
    tar tf /tmp/lab.tar
    tar tvf /tmp/lab.tar
    tar -tvzf /tmp/lab.tar
    tar czf /tmp/lab.tgz -C /root lab && tar tzf /tmp/lab.tgz
    tar tf /tmp/lab.tgz
    tar xf /tmp/lab.tgz -C /nosuch
    mkdir /tmp/out && tar xf /tmp/lab.tgz -C /tmp/out && find /tmp/out | sort
    stat -c '%a %s %Y' /tmp/out/lab/a/one.txt
    cat /tmp/out/lab/a/b/two.txt
    tar xvf /tmp/lab.tar -C /tmp/out lab/a/one.txt
    tar xf /tmp/lab.tar -C /tmp/out lab/nosuch
    tar xOf /tmp/lab.tar lab/a/one.txt
    tar cf - -C /root lab | tar tf - | wc -l
    tar -c -f /tmp/abs.tar /root/lab/a/one.txt
    tar tf /tmp/abs.tar
    tar cf /tmp/no.tar /nosuch
    tar cf /tmp/no.tar
    tar cf
    tar
    tar xf /nosuch.tar
    tar xzf /nosuch.tgz
    tar tf /etc/hostname
    tar xzf /etc/hostname
    tar --create --file=/tmp/long.tar --directory=/root lab/a && tar --list --file /tmp/long.tar
    tar cf /tmp/ex.tar -C /root --exclude=b lab && tar tf /tmp/ex.tar
    tar cf /tmp/ex.tar -C /root --exclude='*.txt' lab && tar tf /tmp/ex.tar
    cd /root && tar cf /tmp/st.tar lab/* && tar tf /tmp/st.tar
    tar rf /tmp/lab.tar -C /etc hostname && tar tf /tmp/lab.tar | tail -n 1
    tar xf /tmp/lab.tar --strip-components=2 -C /tmp/out && ls /tmp/out
    ln -s one.txt /root/lab/a/link && tar cf /tmp/ln.tar -C /root lab/a && tar tvf /tmp/ln.tar | grep link | cut -d' ' -f1,2,7-
    tar cjf /tmp/x.tbz lab
    stat -c %s /tmp/lab.tar /tmp/st.tar
    file /tmp/lab.tgz
    tar czvf /tmp/v.tgz -C /root/lab a
    tar -xzvf /tmp/v.tgz -C /tmp
    tar cf /tmp/self.tar -C /tmp self.tar
    echo hello > /tmp/g; gzip /tmp/g; ls /tmp/g*
    zcat /tmp/g.gz
    gunzip /tmp/g.gz; cat /tmp/g
    gzip -k /tmp/g && ls /tmp/g*
    gzip /tmp/g
    gzip -f /tmp/g; ls /tmp/g*
    gzip -d /tmp/g.gz && ls /tmp/g*
    gzip /nosuch
    gunzip /tmp/g
    gzip -t /tmp/g
    zcat /etc/hostname
    gzip /tmp/out
    zgrep hello /tmp/g
    docker save busybox -o /tmp/bb.tar && tar tf /tmp/bb.tar | sed -E 's/[0-9a-f]{64}/ID/' | sort
    docker save busybox | tar xO -f - manifest.json | sed -E 's/[0-9a-f]{64}/ID/g'
    docker save busybox registry -o /tmp/both.tar && tar tf /tmp/both.tar | grep -c layer.tar
    docker save busybox | gzip > /tmp/bb.tgz && docker load -i /tmp/bb.tgz
    tar xOf /tmp/bb.tar repositories | sed -E 's/[0-9a-f]{64}/ID/g'
    docker create --name c1 busybox sleep 100 > /dev/null; docker export c1 | tar tf - | grep -v / | head
    docker export c1 -o /tmp/c1.tar && tar tf /tmp/c1.tar | grep '^etc/'
    docker export c1 | tar tf - | head -n 12
    docker cp c1:/etc - | tar tf -
    docker cp c1:/etc/passwd - | tar xO -f -
    tar cf - -C /root/lab a | docker cp - c1:/root && docker start c1 && docker exec c1 ls -R /root
    docker exec c1 tar cf /tmp/r.tar /root
    docker exec c1 tar tf /tmp/r.tar
    docker exec c1 tar xf /nosuch
    docker exec c1 tar tvf /tmp/r.tar | head -n 1 | cut -d' ' -f1,2
    docker exec c1 sh -c 'cd /tmp && tar czf r.tgz r.tar && tar tzf r.tgz && zcat r.tgz | tar t && gunzip r.tgz && ls'
    docker exec c1 tar xvf /tmp/r.tar -C /tmp
    docker export c1 | docker import - flat:1 && docker run --rm --entrypoint ls flat:1 /root/a
    docker export nosuch
    docker cp nosuch:/etc - | wc -c
    docker cp c1:/nosuch - | wc -c
    `,
  ),
};
