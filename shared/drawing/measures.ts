/** Sizes of the drawing in pixels at zoom 1, on the 8-pixel grid where nothing else decides. */
export const HOST_PADDING = 16;
export const HOST_MIN_WIDTH = 304;
export const HEADER_HEIGHT = 56;
export const FOLDED_WIDTH = 264;
export const FOLDED_HEIGHT = 40;

export const CONTAINER_WIDTH = 144;
export const CONTAINER_HEIGHT = 48;
export const CONTAINER_GAP = 12;
/** Room for the mast that a stack of containers is tied to. */
export const MAST_GAP = 32;
/** From the containers' lower edge down to the rail. */
export const HANG = 20;

export const RAIL_MIN_WIDTH = 152;
export const RAIL_HEIGHT = 6;
export const RAIL_LABEL_HEIGHT = 40;
export const COLUMN_GAP = 16;

export const INTERFACE_HEIGHT = 42;
export const SUB_MIN_WIDTH = 112;
export const NIC_MIN_WIDTH = 112;
/** Between the wires of one NIC. */
export const PORT_SPACING = 12;
/** From a rail's label to the sub-interface below it. */
export const RAIL_DROP = 32;
/** From the sub-interfaces to the NIC: where the wires bend. */
export const BEND = 72;
export const HOST_FOOT = 14;

export const FORWARDING_HEIGHT = 42;
export const FORWARDING_GAP = 40;

export const HOST_GAP = 48;
/** From a host's edge to its segment. */
export const CABLE_LENGTH = 56;
export const BAND_GAP = 72;

export const STRIPE_SPACING = 16;
export const SEGMENT_PADDING = 14;
export const SEGMENT_NAME_WIDTH = 64;
export const SEGMENT_LABEL_WIDTH = 60;

export const RACK_ROW_GAP = 8;
export const RISER_SPACING = 7;

/** Average glyph widths of Inter and JetBrains Mono, in em; good enough to reserve room. */
const SANS = 0.58;
const MONO = 0.6;
export const sansWidth = (text: string, size: number): number => text.length * size * SANS;
export const monoWidth = (text: string, size: number): number => text.length * size * MONO;
/** Up to the next multiple of 8. */
export const toGrid = (length: number): number => Math.ceil(length / 8) * 8;
