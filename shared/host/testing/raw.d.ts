/** A recorded output as text: vite's way to import a file as it is. */
declare module '*.txt?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: that is what vite makes of such a file
  export default text;
}
