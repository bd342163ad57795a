/** How a host is named on the command line. */

/** `user@address[:port]`, an IPv6 address in brackets. */
export function readTarget(
  text: string,
): { readonly user: string; readonly address: string; readonly port: number } | undefined {
  const found =
    /^(?:([A-Za-z0-9_][A-Za-z0-9_.-]*)@)?(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9][A-Za-z0-9.-]*))(?::(\d{1,5}))?$/.exec(
      text,
    );
  const address = found?.[2] ?? found?.[3];
  const port = Number(found?.[4] ?? 22);
  if (address === undefined || port < 1 || port > 65535) return undefined;
  return { user: found?.[1] ?? 'root', address, port };
}
