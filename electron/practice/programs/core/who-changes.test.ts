/** Accounts and groups that somebody makes, and whom files belong to then. */
import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { releases } from '../../os/releases.ts';

async function outOf(...lines: readonly string[]): Promise<string> {
  const lab = replayLab(releases.bookworm);
  let said = '';
  for (const line of lines) {
    const { stdout, stderr } = await lab.type('docker01', line);
    said += [...stdout, ...stderr].filter((text) => text !== '').join('\n');
  }
  return said;
}

test('a user that was added logs in, belongs to groups, and goes with its home', async () => {
  expect(await outOf('useradd -m -s /bin/bash -G sudo pupil; id pupil; su pupil -c "id -nG; touch ~/x; ls ~"')).toBe(
    'uid=1003(pupil) gid=1003(pupil) groups=1003(pupil),27(sudo)\npupil sudo\nx',
  );
  expect(await outOf('useradd -m pupil; userdel -r pupil 2>/dev/null; ls /home; grep -c pupil /etc/group')).toBe(
    'guest\nstudent\nteacher\n0',
  );
});

test('whoever is put into the group docker may use it', async () => {
  expect(
    await outOf('sudo -u guest docker ps -q', 'usermod -aG docker guest; sudo -u guest docker ps --format x'),
  ).toMatch(/^permission denied while trying [^\n]*permission denied$/);
});

test('a file given to a group is for its members', async () => {
  expect(
    await outOf(
      'groupadd team; usermod -aG team guest; echo hi > /tmp/t; chmod 640 /tmp/t; chgrp team /tmp/t; stat -c "%U %G" /tmp/t',
      'sudo -u guest cat /tmp/t; sudo -u teacher cat /tmp/t',
    ),
  ).toBe('root teamhi\ncat: /tmp/t: Permission denied');
});

test.each([
  ['chown nosuch /tmp', "chown: invalid user: 'nosuch'"],
  ['chown student:nosuch /tmp', "chown: invalid group: 'student:nosuch'"],
  ['useradd guest', "useradd: user 'guest' already exists"],
  ['groupdel guest', "groupdel: cannot remove the primary group of user 'guest'"],
  [
    'passwd guest',
    "passwd: practice hosts do not simulate asking for a password: echo 'NAME:PASSWORD' | chpasswd sets one.",
  ],
  ['chown student:docker /tmp; ls -ld /tmp | cut -d" " -f3,4', 'student docker'],
])('%s', async (line, said) => {
  expect(await outOf(line)).toBe(said);
});
