import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The root of the git repository that contains the folder: the nearest one with `.git`; undefined outside of any. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; ) {
    if (existsSync(join(at, '.git'))) return at
    const above = dirname(at)
    if (above === at) return undefined
    at = above
  }
}
