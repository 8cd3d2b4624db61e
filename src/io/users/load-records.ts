import type { Catalog } from '../../core/catalog/model.js'
import { ScopectlError } from '../../core/errors.js'
import type { Users } from '../../core/users/model.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { fileBytes, memoryBytes } from './byte-lines.js'
import type { LoadedUsers, UsersRead } from './loaded.js'
import type { Said } from './record.js'
import { RecordFile } from './record-file.js'
import { recordFormat } from './record-format.js'
import { recordUsers } from './record-users.js'

/** Loads a users file with one line per entry; see loadUsers. */
export function loadRecords(
  path: string,
  by: string | undefined,
  catalog: Catalog | undefined,
  wanted: UsersRead,
  ctx: Context,
): LoadedUsers {
  const shown = display(path, ctx.cwd)
  const bytes = fileBytes(path, shown, by)
  const nothing = { file: shown, value: undefined, locate: () => undefined }
  if (!catalog) return { users: undefined, source: nothing, entries: () => [], notes: [] }
  const file = new RecordFile(shown, bytes, recordFormat(path) ?? 'ndjson', catalog)
  const { users, source, load } = recordUsers(file, catalog, wanted !== 'each')
  if (wanted === true || wanted === 'large') load()
  return { users, source, entries: () => saidIn(file), notes: [] }
}

/** Like loadRecords, for a file in memory, reading every entry. */
export function recordsIn(bytes: Uint8Array, shown: string, catalog: Catalog): Users {
  const format = recordFormat(shown) ?? 'ndjson'
  const { users, load } = recordUsers(
    new RecordFile(shown, memoryBytes(bytes), format, catalog),
    catalog,
  )
  load()
  return users
}

function* saidIn(file: RecordFile): Generator<Said> {
  for (const entry of file.entries()) {
    if (!entry.said) throw new ScopectlError([entry.found])
    yield entry.said
  }
}
