// The package's own types name folders that Node's import does not find; of the file itself only this is used.
declare module 'hyphen/de-1996/index.js' {
  const hyphen: {
    /** The text with soft hyphens (U+00AD) where its words may be divided. */
    readonly hyphenateSync: (text: string) => string
  }
  export default hyphen
}
