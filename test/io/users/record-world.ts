import { type Bytes, memoryBytes } from '../../../src/io/users/byte-lines.js'
import { RecordFile } from '../../../src/io/users/record-file.js'
import type { RecordFormat } from '../../../src/io/users/record-format.js'
import { type RecordUsers, recordUsers } from '../../../src/io/users/record-users.js'
import { loadCatalog } from '../../support/generators.js'

export const CATALOG = loadCatalog({
  scopes: { read: '', write: '', '[a': '' },
  roles: {
    editor: { scopes: ['read', 'write'] },
    'night shift': { scopes: ['read'] },
    admin: { scopes: ['write'], when: { is_admin: true, level: 7, unit: 'true' } },
  },
  routes: { 'GET /items': 'read', 'POST /items': 'write' },
})
export const open = (
  text: string | Bytes,
  format: RecordFormat,
  catalog = CATALOG,
): RecordUsers => {
  const bytes = typeof text === 'string' ? memoryBytes(Buffer.from(text)) : text
  return recordUsers(new RecordFile(`users.${format}`, bytes, format, catalog), catalog)
}
export const userOf = (text: string, format: RecordFormat, name = 'alice') =>
  open(text, format).users.users.get(name)
