/** The text of a lab that has nothing but a segment; `name` must be a lab's name (`labNameFault`). */
export const newLab = (name: string): string => `trunkline: 1
name: ${/^[a-z]/.test(name) && !['null', 'true', 'false'].includes(name) ? name : JSON.stringify(name)}
segments:
  lan: { vlans: all }
hosts: {}
networks: {}
`;

/** What `New lab` opens: nothing is drawn, and the file says what it is. */
export const emptyLab = (name: string): string => `trunkline: 1 # the file: what you draw is written here
name: ${name}
hosts: {}
`;
