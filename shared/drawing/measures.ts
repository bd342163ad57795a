/**
 * Sizes of the drawing in pixels at zoom 1. Presenting is not a zoom but measures of its own: larger words, and no wider
 * gaps than they need. Boxes have room for their words half as large again, for those who look from further away.
 */
export interface Measures {
  readonly name: 'standard' | 'compact' | 'present';
  /** Without what a network says beside its name, and without the tag of an interface that has an address. */
  readonly terse: boolean;
  /** Sizes of text. */
  readonly title: number;
  readonly body: number;
  readonly label: number;

  readonly hostPadding: number;
  readonly hostMinWidth: number;
  readonly headerHeight: number;
  readonly foldedWidth: number;
  readonly foldedHeight: number;

  readonly containerWidth: number;
  readonly containerHeight: number;
  readonly containerGap: number;
  /** Room for the mast that a stack of containers is tied to. */
  readonly mastGap: number;
  /** From the containers' lower edge down to the rail. */
  readonly hang: number;

  readonly railMinWidth: number;
  readonly railHeight: number;
  /** From a rail to where its wire goes on: its name keeps clear of both. */
  readonly railLabelHeight: number;
  readonly columnGap: number;

  readonly interfaceHeight: number;
  readonly subMinWidth: number;
  readonly nicMinWidth: number;
  /** Between the wires of one NIC. */
  readonly portSpacing: number;
  /** From a rail's label to the sub-interface below it. */
  readonly railDrop: number;
  /** From the sub-interfaces to the NIC: where the wires bend. */
  readonly bend: number;
  readonly hostFoot: number;

  readonly forwardingHeight: number;
  readonly forwardingGap: number;

  readonly hostGap: number;
  /** From a host's edge to its segment. */
  readonly cableLength: number;
  readonly bandGap: number;

  /** Their names stand below each other. */
  readonly stripeSpacing: number;
  readonly barMinHeight: number;
  readonly segmentPadding: number;
  readonly segmentNameWidth: number;
  readonly segmentLabelWidth: number;

  readonly rackRowGap: number;
  readonly riserSpacing: number;
}

export const STANDARD: Measures = {
  name: 'standard',
  terse: false,
  title: 15,
  body: 13,
  label: 11,
  hostPadding: 16,
  hostMinWidth: 304,
  headerHeight: 56,
  foldedWidth: 264,
  foldedHeight: 72,
  containerWidth: 144,
  containerHeight: 48,
  containerGap: 12,
  mastGap: 32,
  hang: 20,
  railMinWidth: 152,
  railHeight: 6,
  railLabelHeight: 40,
  columnGap: 16,
  interfaceHeight: 42,
  subMinWidth: 112,
  nicMinWidth: 112,
  portSpacing: 12,
  railDrop: 32,
  bend: 72,
  hostFoot: 14,
  forwardingHeight: 42,
  forwardingGap: 40,
  hostGap: 48,
  cableLength: 56,
  bandGap: 72,
  stripeSpacing: 16,
  barMinHeight: 56,
  segmentPadding: 14,
  segmentNameWidth: 64,
  segmentLabelWidth: 76,
  rackRowGap: 8,
  riserSpacing: 7,
};

/** What fits more into a small window: narrower gaps around words of the same size. */
export const COMPACT: Measures = {
  ...STANDARD,
  name: 'compact',
  terse: true,
  hostPadding: 12,
  hostMinWidth: 232,
  headerHeight: 40,
  containerWidth: 136,
  containerHeight: 42,
  containerGap: 8,
  mastGap: 28,
  hang: 12,
  railMinWidth: 136,
  railLabelHeight: 35,
  columnGap: 10,
  interfaceHeight: 38,
  subMinWidth: 104,
  nicMinWidth: 104,
  railDrop: 8,
  bend: 30,
  hostFoot: 10,
  forwardingHeight: 38,
  forwardingGap: 22,
  hostGap: 24,
  cableLength: 28,
  bandGap: 40,
  stripeSpacing: 20,
  barMinHeight: 56,
  segmentPadding: 12,
  segmentLabelWidth: 96,
};

/** From the back row: three hosts of the article fill a window of 1280×720 with nothing smaller than 16 px. */
export const PRESENT: Measures = {
  ...STANDARD,
  name: 'present',
  terse: true,
  title: 20,
  body: 17,
  label: 16,
  hostPadding: 16,
  hostMinWidth: 320,
  headerHeight: 52,
  foldedWidth: 336,
  foldedHeight: 92,
  containerWidth: 168,
  containerHeight: 60,
  containerGap: 12,
  hang: 18,
  railMinWidth: 168,
  railHeight: 8,
  railLabelHeight: 35,
  columnGap: 12,
  interfaceHeight: 56,
  subMinWidth: 130,
  nicMinWidth: 124,
  portSpacing: 16,
  railDrop: 15,
  bend: 56,
  hostFoot: 14,
  forwardingHeight: 56,
  forwardingGap: 28,
  hostGap: 28,
  cableLength: 40,
  bandGap: 56,
  stripeSpacing: 25,
  barMinHeight: 64,
  segmentPadding: 18,
  segmentNameWidth: 64,
  segmentLabelWidth: 96,
  rackRowGap: 10,
  riserSpacing: 9,
};

/** Average glyph widths of Inter and JetBrains Mono, in em; good enough to reserve room. */
const SANS = 0.58;
const MONO = 0.6;
export const sansWidth = (text: string, size: number): number => text.length * size * SANS;
export const monoWidth = (text: string, size: number): number => text.length * size * MONO;
/** No word on the drawing is smaller than this on the screen, in pixels. */
export const READABLE = 11;
/** From further away than this, the drawing tells no names but those of hosts and of what is looked at. */
export const NAMES_FROM = 0.42;
/**
 * As large as letters may get in boxes that have room for them: from further away they grow to stay readable. Names and addresses
 * have room for that; how far away that is follows from it.
 */
export const largestLetters = (size: Measures): number => (size.name === 'standard' ? size.body : 16);
/** As large as names get before they are told no more. */
export const largestNames = READABLE / NAMES_FROM;
/** How far a walking packet reaches around its middle, and the mark where one is lost. */
export const PACKET = 9;
/** From the line of a network to its name. */
export const NAME_GAP = 3;
/** Up to the next multiple of 8. */
export const toGrid = (length: number): number => Math.ceil(length / 8) * 8;
