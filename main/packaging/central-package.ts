import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layCentralTree } from './central-tree.ts'
import { buildDebianPackage, DEBIAN_ARCH } from './debian-package.ts'
import { readLockfile } from './lockfile.ts'
import type { DistOptions } from './options.ts'
import { sbomOf } from './sbom.ts'

export type CentralPackages = { readonly tarball: string; readonly deb: string | null; readonly sbom: string }

/** Makes central's tarball, its deb where dpkg-deb is there, and its bill of materials. */
export function packCentral(
  root: string,
  { arch, out }: Pick<DistOptions, 'arch' | 'out'>,
  version: string,
  epochSeconds: number,
): CentralPackages {
  const work = mkdtempSync(join(tmpdir(), 'foyer-central-'))
  try {
    const lock = readLockfile(root)
    const installed = join(work, 'foyer-central')
    const nodePackage = `node_modules/node-linux-${arch}`
    const paths = layCentralTree(root, lock, join(root, nodePackage, 'bin/node'), `linux-${arch}`, installed)
    for (const name of ['node', 'foyer-central', 'foyer-operator']) chmodSync(join(installed, 'bin', name), 0o755)
    const sbom = join(out, 'foyer-central.cdx.json')
    const runtime = { name: 'node', version: lock.packages[nodePackage]?.version ?? '', license: 'MIT' }
    writeFileSync(sbom, sbomOf(lock, paths, { name: 'foyer-central', version }, [runtime], epochSeconds))
    const name = `foyer-central-${version}-linux-${arch}`
    const tarball = join(out, `${name}.tar.gz`)
    // Sorted, without owners and times of the build: the same commit gives the same archive. gzip -n keeps its own time out.
    const settled = ['--sort=name', `--mtime=@${epochSeconds}`, '--owner=0', '--group=0', '--numeric-owner', '--mode=u+rw,go+r-w']
    execFileSync('tar', [...settled, '--use-compress-program=gzip -n -6', '-cf', tarball, '-C', work, 'foyer-central'])
    const deb = existsSync('/usr/bin/dpkg-deb')
      ? packDeb(root, installed, join(out, `${name}.deb`), version, arch, epochSeconds)
      : null
    return { tarball, deb, sbom }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function packDeb(
  root: string,
  installed: string,
  out: string,
  version: string,
  arch: 'x64' | 'arm64',
  epochSeconds: number,
): string {
  const tree = mkdtempSync(join(tmpdir(), 'foyer-deb-'))
  try {
    const build = join(root, 'assets/build/central')
    cpSync(installed, join(tree, 'opt/foyer-central'), { recursive: true })
    const place = (from: string, to: string) => {
      mkdirSync(join(tree, to, '..'), { recursive: true })
      cpSync(from, join(tree, to))
    }
    place(join(build, 'foyer-central.service'), 'usr/lib/systemd/system/foyer-central.service')
    place(join(build, 'central.json'), 'etc/foyer-central/central.json')
    place(join(root, 'LICENSE'), 'usr/share/doc/foyer-central/copyright')
    cpSync(join(root, 'assets/handbook'), join(tree, 'usr/share/doc/foyer-central'), { recursive: true })
    place(join(root, 'CHANGELOG.md'), 'usr/share/doc/foyer-central/CHANGELOG.md')
    const script = (name: string) => readFileSync(join(build, 'deb', name), 'utf8')
    const meta = {
      name: 'foyer-central',
      version,
      architecture: DEBIAN_ARCH[arch],
      maintainer: 'Foyer <foyer@localhost>',
      depends: ['adduser', 'libc6 (>= 2.28)', 'libstdc++6'],
      recommends: [],
      // SQLite needs no server, and which proxy stands in front is the town's own affair: apt shall install neither by itself.
      suggests: ['postgresql', 'nginx | caddy | haproxy | apache2'],
      synopsis: 'Central server of Foyer, the booking terminal for town halls',
      description: "Capacity, bookings, mail, the clerks' inbox and the fleet of kiosks, with its own Node.js.",
      scripts: { postinst: script('postinst'), prerm: script('prerm'), postrm: script('postrm') },
      conffiles: ['/etc/foyer-central/central.json'],
    }
    buildDebianPackage(tree, meta, out, epochSeconds)
    return out
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}
