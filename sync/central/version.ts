import manifest from '../../package.json' with { type: 'json' }

/** The version of this program, from the manifest that lies beside it in the package as well. */
export const VERSION: string = manifest.version
