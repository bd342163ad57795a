import { expect, test } from 'vitest';
import { replayLab } from '../../conformance/replay.ts';
import { releases } from '../../os/releases.ts';

test('docker exec returns when its own program has ended, whatever that leaves behind', async () => {
  const lab = replayLab(releases.bookworm);
  const typed = async (command: string) => await lab.type('docker01', command);
  await typed('docker run -dit --name web busybox');
  for (const command of ['httpd -p 8080 -h /etc', 'sleep 86400 &', 'sleep 86400 >/dev/null 2>&1 &'])
    expect(
      await typed(`s=$(date +%s); docker exec web sh -c '${command}'; echo $(($(date +%s) - s < 60))`),
    ).toMatchObject({
      stdout: ['1', ''],
      stderr: [],
    });
  expect((await typed('docker exec web wget -qO- http://localhost:8080/hostname')).status).toBe(0);
  expect((await typed('docker exec web ps | grep -c "[s]leep 86400$"')).stdout).toEqual(['2', '']);
});
