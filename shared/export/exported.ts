/** What an export hands back: files, and what its format cannot say. */

export interface ExportedFile {
  /** `lab.md`, `docker01.yaml`. */
  readonly name: string;
  readonly text: string;
}

export interface Exported {
  /** One, or one for each host. */
  readonly files: readonly ExportedFile[];
  /** The same in one text, where there are several files. */
  readonly whole: string;
  /** What the format cannot say of this lab, a sentence each: the text itself says it too. */
  readonly unsaid: readonly string[];
}

export const oneFile = (name: string, text: string, unsaid: readonly string[] = []): Exported => ({
  files: [{ name, text }],
  whole: text,
  unsaid,
});
