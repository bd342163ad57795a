/** awk programs as people of a lab type them, with what mawk 1.3.4 answers: Debian's own was asked. */
import { expect, test } from 'vitest';
import { dockerHost } from '../../hosts/testing/docker-host.ts';

test.each([
  [`printf 'a b c\\nd e f\\n' | awk '{print NR, NF, $NF}'`, '1 3 c\n2 3 f\n'],
  [`printf 'a:b:c\\n' | awk -F: '{print $3"-"$1}'`, 'c-a\n'],
  [`printf 'a,b;c\\n' | awk -F'[,;]' '{print $1,$2,$3}'`, 'a b c\n'],
  [`seq 10 | awk '{s+=$1} END{print s, s/NR}'`, '55 5.5\n'],
  [`seq 10 | awk 'NR==3,NR==5{print "x" $0}'`, 'x3\nx4\nx5\n'],
  [`awk 'BEGIN{printf "%5.2f|%-8s|%03d|%c|%x|%%\\n", 3.14159, "ab", 7, 65, 255}'`, ' 3.14|ab      |007|A|ff|%\n'],
  [
    `awk 'BEGIN{s="hello world"; gsub(/o/,"0",s); print s, toupper(s), length(s), substr(s,2,3), index(s,"w")}'`,
    'hell0 w0rld HELL0 W0RLD 11 ell 7\n',
  ],
  [`awk 'function f(n){return n<2?n:f(n-1)+f(n-2)} BEGIN{print f(15)}'`, '610\n'],
  [`awk 'BEGIN{"echo hi" | getline x; print x; while(("seq 2" | getline y)>0) print "l" y}'`, 'hi\nl1\nl2\n'],
  [`seq 3 | awk '{print | "sort -r"}'`, '3\n2\n1\n'],
  [`awk 'BEGIN{print 1e6, 0.1+0.2, 1/3, 100000000000, 1/0}'`, '1000000 0.3 0.333333 1e+11 inf\n'],
  [`printf 'foo 12\\nbar 3\\n' | awk '$2 ~ /^[0-9]+$/ && $1 != "bar" {print $1}'`, 'foo\n'],
  [`printf 'a b\\nc d\\n' | awk 'BEGIN{RS=""}{print $1,$2,$3,$4, NF}'`, 'a b c d 4\n'],
])('%s', async (line, expected) => {
  expect((await dockerHost().run(line)).stdout).toBe(expected);
});

test('says where a program ends too early, and stops one that never ends', async () => {
  const host = dockerHost();
  expect(await host.run("awk '{print $1'")).toMatchObject({
    status: 2,
    stderr: 'awk: line 2: missing } near end of file\n',
  });
  expect((await host.run("timeout 0.1 true; awk 'BEGIN{for(;;) if (++i > 5) exit 3}'")).status).toBe(3);
});
