import type { FilesUsed } from '../core/answer-base.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { plural } from './words/words.js'

const WHAT = ['catalog', 'users', 'key'] as const

/** The files that an answer is based on, one per line; for -v. */
export const filesText = (files: FilesUsed, style: Style): string =>
  table(
    WHAT.flatMap((what) => {
      const file = files[what]
      const bytes = what === 'key' ? files.secretBytes : undefined
      const shown = bytes === undefined ? file : `${file}  (a secret of ${plural(bytes, 'byte')})`
      return shown === undefined ? [] : [[{ text: `${what} file`, paint: style.dim }, shown]]
    }),
    { indent: 0 },
  )

export const filesJson = ({ catalog, users, key }: FilesUsed): object => ({
  catalog: catalog ?? null,
  users: users ?? null,
  key: key ?? null,
})
