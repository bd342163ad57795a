/** A screen for a host, a double arrow for a router. */
export function HostIcon({ router }: { readonly router: boolean }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      {router ? (
        <>
          <circle cx="10" cy="10" r="8" />
          <path
            d="M5.5 10h9M8 7.5 5.5 10 8 12.5M12 7.5l2.5 2.5-2.5 2.5"
            strokeLinecap="round"
            strokeLinejoin="round"
            strokeWidth="1.5"
          />
        </>
      ) : (
        <>
          <rect x="2" y="3" width="16" height="12.5" rx="2.5" />
          <path d="M7.5 17.5h5" strokeLinecap="round" strokeWidth="2.4" />
        </>
      )}
    </svg>
  );
}
