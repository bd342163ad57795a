/** A picture as pixels. The rasteriser and its fonts are loaded when the first picture is wanted: most runs want none. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Pixels that one unit of the drawing has, where the picture does not get too large. */
const SCALE = 2;
/** In pixels. Larger pictures are opened by few programs, and take more memory than a small machine has. */
const MOST_SIDE = 8_000;

export interface Raster {
  readonly png: Uint8Array;
  /** Pixels that one unit of the drawing has. */
  readonly scale: number;
}

/** @param folder with the rasteriser and the fonts, as the build has put it together */
export async function rasterise(folder: string, svg: string): Promise<Raster> {
  const { Resvg, fonts } = await load(folder);
  const font = {
    fontBuffers: [...fonts],
    loadSystemFonts: false,
    defaultFontFamily: 'Inter',
    sansSerifFamily: 'Inter',
  };
  const { width, height } = new Resvg(svg, { font: { ...font, fontBuffers: [] } });
  const scale = Math.min(SCALE, MOST_SIDE / Math.max(width, height, 1));
  const drawn = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render();
  const png = drawn.asPng();
  drawn.free();
  return { png, scale };
}

interface Loaded {
  readonly Resvg: typeof import('@resvg/resvg-wasm')['Resvg'];
  readonly fonts: readonly Uint8Array[];
}

let loading: Promise<Loaded> | undefined;

/** Once for the whole program: the rasteriser cannot be begun twice. */
function load(folder: string): Promise<Loaded> {
  loading ??= begin(folder);
  return loading;
}

async function begin(folder: string): Promise<Loaded> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  const names = await readdir(folder);
  const fonts = names.filter((name) => name.endsWith('.ttf')).sort();
  await initWasm(await readFile(join(folder, 'index_bg.wasm')));
  return { Resvg, fonts: await Promise.all(fonts.map((name) => readFile(join(folder, name)))) };
}
