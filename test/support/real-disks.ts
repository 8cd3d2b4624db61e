import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runProcess } from './run-process.js'
import { plainEnv, wrapperDir } from './scopectl.js'
import { tempDir } from './temp-dir.js'
import { contents, lineOf, optionsOf, prepared, unringed, type Writer } from './writers.js'

interface Disk {
  readonly shell: readonly string[]
  /** Runs "$@" after `shift 2` in the folder $1; `copies`: what is then in it must be copied to the folder $2. */
  readonly script: string
  readonly copies?: true
  readonly why: RegExp
}
/** A user who may not mount anything can in a namespace of their own, where the system allows that. */
const MOUNTS = ['unshare', '-rm', 'sh', '-ec']
const DISKS: Readonly<Record<string, Disk>> = {
  'where every file must be empty': {
    shell: ['sh', '-ec'],
    script: 'cd "$1"; shift 2; ulimit -f 0; exec "$@"',
    why: /file too large/,
  },
  'that is full': {
    shell: MOUNTS,
    script: `from=$1 out=$2; shift 2; disk=$(mktemp -d); mount -t tmpfs -o size=2m none "$disk"
cp -a "$from/." "$disk"; cd "$disk"; dd if=/dev/zero of=.git/fill bs=1k 2>/dev/null || :
code=0; "$@" || code=$?; cp -a . "$out"; cd /; umount "$disk"; rmdir "$disk"; exit $code`,
    copies: true,
    why: /no space left on the device/,
  },
  'that is read-only': {
    shell: MOUNTS,
    script: 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; cd "$1"; shift 2; exec "$@"',
    why: /read-only file system/,
  },
}
const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0

/** Tests that none of these commands changes anything on a disk that takes no more. */
export function onEachDisk(writers: readonly (readonly [string, Writer])[]): void {
  describe.each(Object.entries(DISKS))('on a disk %s', (_what, { shell, script, copies, why }) => {
    const [command = '', ...first] = shell
    const runs = (shell === MOUNTS ? mayMount : process.platform !== 'win32') ? test : test.skip
    runs.concurrent.each(writers)(
      '%s changes nothing, and exit 2 says why',
      async (_name, writer) => {
        const cwd = await prepared(writer)
        const before = contents(cwd)
        const out = tempDir()
        const program = [join(wrapperDir(), 'scopectl'), ...lineOf(writer, cwd)]
        const args = [...first, script, 'sh', cwd, out, ...program]
        const run = await runProcess(command, args, {
          cwd,
          env: plainEnv(cwd),
          ...optionsOf(writer),
        })
        expect(run).toMatchObject({ exit: 2, stderr: expect.stringMatching(why) })
        expect(run.stderr).not.toContain('report it')
        expect(unringed(contents(copies ? out : cwd))).toEqual(unringed(before))
      },
    )
  })
}
