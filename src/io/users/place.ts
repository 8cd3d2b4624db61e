import { relative } from 'node:path'
import type { Conversion } from '../../core/problems/users.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'

/** A users file, and the flag or setting that names it. */
export interface UsersPlace {
  readonly path: string
  readonly by: string | undefined
  /** How a command finds this file; undefined: there is no catalog yet. */
  readonly found?: {
    /** The value of --catalog, if it was given. */
    readonly catalog: string | undefined
    /** What names the file: --users-file, a setting of the catalog, or only its own name. */
    readonly by: 'flag' | 'setting' | 'name'
    /** The catalog's folder. */
    readonly folder: string
  }
}

/** How to convert a users file with what named it; undefined without a catalog. */
export function conversion({ path, found }: UsersPlace, ctx: Context): Conversion | undefined {
  if (!found) return undefined
  const { catalog, by, folder } = found
  const target = `${path.replace(/\.(?:ya?ml|json)$/i, '')}.ndjson`
  const output = display(target, ctx.cwd)
  return {
    catalog,
    usersFile: by === 'flag' ? display(path, ctx.cwd) : undefined,
    output,
    refer:
      by === 'name' ? undefined : { by, as: by === 'flag' ? output : relative(folder, target) },
  }
}
