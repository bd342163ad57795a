/** Passwords and passphrases, in memory only. What a person did not ask to be remembered ends with its activity. */
export interface Secrets {
  get(name: string): string | undefined;
  /** @param always for the program's life, and not only for the activity's */
  set(name: string, value: string, always: boolean): void;
  forget(name: string): void;
  /** The secrets of one activity: sees the remembered ones, keeps its own to itself. */
  scope(): Secrets;
}

export function secrets(remembered: Map<string, string> = new Map()): Secrets {
  const own = new Map<string, string>();
  return {
    get: (name) => own.get(name) ?? remembered.get(name),
    set(name, value, always) {
      (always ? remembered : own).set(name, value);
    },
    forget(name) {
      own.delete(name);
      remembered.delete(name);
    },
    scope: () => secrets(remembered),
  };
}
