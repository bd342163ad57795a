/** A lab to start from. */
export interface Template {
  /** The lab's name in its file, and what it is called on the command line. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what it shows. */
  readonly description: string;
  /** The lab file, comments and all. */
  readonly text: string;
}
