import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** The npm packages that the sources in `folders` name, sorted; files for which `skip` is true are passed over. */
export function packagesNamedIn(
  root: string,
  folders: readonly string[],
  skip: (path: string) => boolean = () => false,
): string[] {
  const found = new Set<string>()
  for (const folder of folders) {
    for (const path of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|tsx|css)$/.test(path) || skip(`${folder}/${path}`.replaceAll('\\', '/'))) continue
      for (const name of namesIn(path, readFileSync(join(root, folder, path), 'utf8'))) found.add(name)
    }
  }
  return [...found].sort()
}

function namesIn(path: string, source: string): string[] {
  // Styles and fonts are found through url(), @import and resolve(), which no import of a module shows.
  const quoted = /(?:@import\s+(?:url\()?|url\(|\.resolve\()\s*[`'"](@[\w-]+\/[\w-]+|[\w-]+)\//g
  const specifiers = [...source.matchAll(quoted)].map(([, name]) => name ?? '')
  if (!path.endsWith('.css')) {
    const { module } = parseSync(path, source)
    specifiers.push(
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value ?? '')),
      ...module.dynamicImports.map(({ moduleRequest: at }) => source.slice(at.start, at.end).replace(/^['"`]|['"`]$/g, '')),
    )
  }
  return specifiers.filter((name) => /^(@[\w-]+\/)?[a-z][\w.-]*(\/|$)/.test(name)).map(packageOf)
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
