import type { Location } from '../core/problem.js'
import type { Path, Source } from '../core/source.js'
import { TextLines } from './text-lines.js'
import type { Place, Range, YamlPlaces } from './yaml-places.js'

/** The value of a YAML text, and where its parts are. */
export interface YamlFound {
  readonly value: unknown
  readonly places: YamlPlaces
  /** The place of the root. */
  readonly root: Place
}

export const yamlSource = (file: string, text: string, found: YamlFound): Source => {
  const lines = new TextLines(file, text)
  return {
    file,
    value: found.value,
    locate: (path, part = 'value') => locateIn(found, path, part, lines),
  }
}

/**
 * The location of the value at a path, or of its name; of the nearest ancestor if there is none. A value that is not
 * written, or that starts on a later line than its name (a block), has the location of its name.
 */
function locateIn(
  { places, root }: YamlFound,
  path: Path,
  part: 'key' | 'value',
  lines: TextLines,
): Location | undefined {
  let place = root
  let range = places.rangeOf(root)
  let key: Range | undefined
  let whole = true
  for (const step of path) {
    const found = places.step(place, step)
    whole = found !== undefined
    if (!found) break
    key = found.key
    range = found.value
    place = found.inside
  }
  if (
    key &&
    ((part === 'key' && whole) ||
      !range ||
      range[0] === range[1] ||
      lines.line(range[0]) > lines.line(key[0]))
  ) {
    return lines.at(key[0], key[1])
  }
  return range ? lines.at(range[0], range[1]) : undefined
}
