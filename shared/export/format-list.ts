/** Every format that a lab can be exported in. What makes each is in `formats.ts`, which only the backend needs. */

export interface Format {
  /** For a list to choose from. */
  readonly title: string;
  /** What it is, in a few words. */
  readonly about: string;
  readonly extension: string;
  readonly media: string;
  /** Where it goes to a place that is named, that is a folder with a file for each host. */
  readonly eachHost?: true;
  /** It is a picture made of pixels. */
  readonly pixels?: true;
}

export const FORMATS = {
  runbook: {
    title: 'Runbook',
    about: 'Markdown: what to type on each host, why, and which pings come back',
    extension: 'md',
    media: 'text/markdown',
  },
  script: {
    title: 'Shell script',
    about: 'one script that sets up the lab on all hosts over SSH',
    extension: 'sh',
    media: 'text/x-shellscript',
  },
  compose: {
    title: 'Compose files',
    about: 'networks and containers, one document per host',
    extension: 'yaml',
    media: 'application/yaml',
    eachHost: true,
  },
  svg: {
    title: 'SVG picture',
    about: 'the drawing, sharp at any size',
    extension: 'svg',
    media: 'image/svg+xml',
  },
  png: {
    title: 'PNG picture',
    about: 'the drawing in pixels, for slides and documents',
    extension: 'png',
    media: 'image/png',
    pixels: true,
  },
  html: {
    title: 'Web page',
    about: 'one file: the drawing, the matrix and the walk of every pair',
    extension: 'html',
    media: 'text/html',
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const formatNames = Object.keys(FORMATS) as [FormatName, ...FormatName[]];
export const isFormat = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);
export const formatNamed = (name: FormatName): Format => FORMATS[name];
