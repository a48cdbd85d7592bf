declare module 'espeak-ng' {
  type Instance = { readonly FS: { readonly readFile: (path: string) => Uint8Array } }
  const start: (options: {
    readonly arguments: readonly string[]
    readonly print: (line: string) => void
    readonly printErr: (line: string) => void
  }) => Promise<Instance>
  export default start
}
