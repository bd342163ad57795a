/** A lab file may not be larger than this many characters. */
export const LAB_TEXT_LIMIT = 2_000_000;
