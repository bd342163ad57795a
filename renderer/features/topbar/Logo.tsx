/** Three stripes of a trunk. */
export function Logo() {
  return (
    <svg width="24" height="20" viewBox="0 0 24 20" aria-hidden="true">
      <rect x="1" y="1" width="22" height="4" rx="2" fill="var(--neutral)" />
      <rect x="1" y="8" width="22" height="4" rx="2" fill="#db703b" />
      <rect x="1" y="15" width="22" height="4" rx="2" fill="#009a9b" />
    </svg>
  );
}
