import { spawnSync } from 'node:child_process'
import { chownSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Root can read every file, so it runs scopectl as this user and group instead: `nobody` on most systems. */
const NOBODY = 65534
const isRoot = process.geteuid?.() === 0

/** The user to run scopectl as when it must not read everything; undefined: the one who runs the tests. */
export const UID: number | undefined = isRoot ? NOBODY : undefined

/** Whether files can be made unreadable for UID: not on Windows, nor if that user may not open scopectl itself. */
export const canHide =
  process.geteuid !== undefined &&
  (UID === undefined ||
    spawnSync(process.execPath, [resolve('bin/scopectl.js'), '--version'], { uid: UID, gid: UID })
      .status === 0)

/** Whether files can be given to UID, and kept from it. */
export const canGive = isRoot && canHide

/** Gives a folder and everything below it to UID. @returns the folder */
export function given(folder: string): string {
  if (UID === undefined) return folder
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
    chownSync(join(folder, name), UID, UID)
  return folder
}
