/** What arrives behind a script on its standard input: one feed is read once for all hosts that are given the same. */
export type Feed =
  /** An image, as a gzip stream. */
  | { readonly kind: 'image'; readonly image: string; readonly from: FeedSource }
  /** What the container of a host's registry is given: its certificate, its key, and who it lets in. */
  | { readonly kind: 'registry-files'; readonly host: string }
  /** The password of the registry's user. Hosts do not wait for each other for it, nor an image for another. */
  | { readonly kind: 'registry-password'; readonly host: string; readonly image: string };

/** Where a person would read an image from: `app.tar`, `docker01`. */
export interface FeedSource {
  readonly kind: 'archive' | 'host';
  readonly place: string;
}

/** The same for feeds that are read in one go, and for no others. */
export function feedName(feed: Feed): string {
  switch (feed.kind) {
    case 'image':
      return JSON.stringify([feed.kind, feed.image, feed.from.kind, feed.from.place]);
    case 'registry-files':
      return JSON.stringify([feed.kind, feed.host]);
    case 'registry-password':
      return JSON.stringify([feed.kind, feed.host, feed.image]);
  }
}
