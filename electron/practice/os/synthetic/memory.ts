/** How much memory a practice host has, as `free` and /proc/meminfo tell it: as the real lab's hosts. In kB. */
export const MEMORY = {
  total: 1_008_892,
  free: 571_204,
  buffers: 12_816,
  cached: 213_480,
  shared: 812,
  available: 798_316,
};
/** Of the host's disk, in kB. */
export const DISK = { total: 20_511_312, used: 3_104_220, free: 16_340_152 };
