import { expect, it } from 'vitest';
import { type Feed, feedName } from './feed.ts';

it('feeds are read in one go where all that they are read by is the same', () => {
  const image = (image: string, place: string, kind: 'archive' | 'host' = 'archive'): Feed => ({
    kind: 'image',
    image,
    from: { kind, place },
  });
  const feeds: readonly Feed[] = [
    image('app:1', 'app.tar'),
    image('app:2', 'app.tar'),
    image('app:1', 'docker01'),
    // A file may be called as a host is.
    image('app:1', 'docker01', 'host'),
    { kind: 'registry-files', host: 'docker01' },
    { kind: 'registry-files', host: 'docker02' },
    { kind: 'registry-password', host: 'docker01', image: 'app:1' },
    { kind: 'registry-password', host: 'docker01', image: 'app:2' },
    { kind: 'registry-password', host: 'docker02', image: 'app:1' },
  ];
  const names = feeds.map(feedName);
  expect(new Set(names).size).toBe(feeds.length);
  expect(names).toEqual(feeds.map((feed) => feedName({ ...feed })));
  // Nothing that a person calls a thing makes two of them one.
  expect(feedName(image('a","archive","b', 'c'))).not.toBe(feedName(image('a', 'b","archive","c')));
  expect(names.map((name) => (JSON.parse(name) as readonly string[])[0])).toEqual(feeds.map(({ kind }) => kind));
});
