import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

// This machine's own file system, seen through a layer in memory that goes with the name space: whatever is installed,
// written or removed in there never was. A file system of its own below, since one such layer does not lie on another.
const LAYERS = `set -e
mount -t tmpfs -o size=900m tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/machine"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/machine"
mount -t proc proc "$1/machine/proc"
shift`

const enter = (folder: string, script: string, ...given: readonly string[]) =>
  ['--mount', '--propagation', 'private', 'sh', '-c', `${LAYERS}\n${script}`, 'sh', folder, ...given] as const

/** Why no such machine can be had here; false where it can. */
export function noMachine(folder: string): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'only root of a Linux machine can lay one file system over another'
  mkdirSync(folder, { recursive: true })
  return spawnSync('unshare', enter(folder, 'true')).status !== 0 && 'this machine lays no file system over another'
}

/**
 * Runs a shell script as root of a machine that is like this one and gone afterwards; `files` lie in its /given by their names.
 * Answers what the script said on standard output; rejects where it fails.
 */
export async function onMachineOfItsOwn(folder: string, files: readonly string[], script: string): Promise<string> {
  const inside = `mkdir "$OLDPWD/given"; cp "$@" "$OLDPWD/given"; exec chroot "$OLDPWD" sh -ec "$SCRIPT"`
  const prepared = `cd / && OLDPWD="${join(folder, 'machine')}"; ${inside}`
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', SCRIPT: script, LC_ALL: 'C' }
  const { stdout } = await run('unshare', enter(folder, prepared, ...files), { env, maxBuffer: 10_000_000 })
  return stdout
}
