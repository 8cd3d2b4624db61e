import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from './row.js'

const FOLDER = join(import.meta.dirname, 'rows')

/** The rows of one file. */
export interface Table {
  /** Its path from the root of the repository. */
  readonly file: string
  /** The name under which it exports them. */
  readonly name: string
  readonly rows: readonly Row[]
}

/** Every list of rows in test/hostile/rows. */
export async function tables(): Promise<readonly Table[]> {
  const files = readdirSync(FOLDER).sort()
  const modules = await Promise.all(
    files.map(async (file) => ({ file, module: await import(join(FOLDER, file)) })),
  )
  return modules.flatMap(({ file, module }) =>
    Object.entries(module as Record<string, readonly Row[]>)
      .filter(([name]) => name.endsWith('_ROWS'))
      .map(([name, rows]) => ({ file: `test/hostile/rows/${file}`, name, rows })),
  )
}
