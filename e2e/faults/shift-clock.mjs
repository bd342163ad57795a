/** Preloaded into the program: its wall clock jumps by TRUNKLINE_TEST_SHIFT_MS when it gets SIGUSR2; no other clock does. */
let shift = 0;
const RealDate = Date;
process.on('SIGUSR2', () => {
  shift = Number(process.env.TRUNKLINE_TEST_SHIFT_MS);
});
globalThis.Date = class extends RealDate {
  /** @param {unknown[]} given */
  constructor(...given) {
    // @ts-expect-error: whatever Date takes
    super(...(given.length === 0 ? [RealDate.now() + shift] : given));
  }
  static now() {
    return RealDate.now() + shift;
  }
};
