import type { Lockfile } from './lockfile.ts'

type Component = { readonly name: string; readonly version: string; readonly description?: string; readonly license?: string }

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
const purlOf = (name: string, version: string) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`

/**
 * The bill of materials (CycloneDX 1.6, JSON) for `paths`, folders of the lock, plus what is not from npm.
 * No serial number and no time but the commit's: one commit gives one file.
 */
export function sbomOf(
  lock: Lockfile,
  paths: readonly string[],
  subject: Component,
  others: readonly Component[],
  epochSeconds: number,
): string {
  const seen = new Set<string>()
  const libraries = paths.flatMap((path) => {
    const entry = lock.packages[path]
    const version = entry?.version ?? ''
    const name = nameOf(path)
    const purl = purlOf(name, version)
    if (seen.has(purl)) return []
    seen.add(purl)
    const hash = /^sha512-(.+)$/.exec(entry?.integrity ?? '')?.[1]
    return [
      {
        type: 'library',
        'bom-ref': purl,
        name,
        version,
        purl,
        ...(entry?.license === undefined ? {} : { licenses: [licence(entry.license)] }),
        ...(hash === undefined ? {} : { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }] }),
      },
    ]
  })
  const frameworks = others.map(({ name, version, description, license }) => ({
    type: 'framework',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    ...(description === undefined ? {} : { description }),
    ...(license === undefined ? {} : { licenses: [licence(license)] }),
  }))
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: new Date(epochSeconds * 1000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': subject.name,
        name: subject.name,
        version: subject.version,
        licenses: [licence('EUPL-1.2')],
      },
    },
    components: [...frameworks, ...libraries],
  }
  return `${JSON.stringify(bom, null, 2)}\n`
}

const licence = (text: string) => (/^[\w.+-]+$/.test(text) ? { license: { id: text } } : { expression: text })
