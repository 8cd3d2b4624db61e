import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { tempDir } from '../../support/temp-dir.js'
import { FILES } from './files.js'
import type { Place } from './places.js'

/** The name of what is given at a place: a folder of its own, unless it is one of the valid files. */
export const nameOf = ({ file }: Place): string => (file === '.' ? 'inner' : file)

/** All valid files, with the one that names the file of this place. */
export function filesOf(place: Place): Readonly<Record<string, string>> {
  const [name, text = ''] = place.in ?? []
  return { ...FILES, ...(name === undefined ? {} : { [name]: text.replace('@', nameOf(place)) }) }
}

/** A folder with all valid files; at this place, `make` puts something else. */
export function given(place: Place, make?: (path: string) => void): string {
  const cwd = tempDir(filesOf(place))
  const path = join(cwd, nameOf(place))
  if (!make) return cwd
  rmSync(path, { recursive: true, force: true })
  make(path)
  return cwd
}

export const lineOf = (place: Place): string[] =>
  place.line.split(' ').map((word) => word.replace('@', nameOf(place)))
