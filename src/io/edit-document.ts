import type { Placed } from '../core/openapi/placed.js'
import { editJson } from './edit-json.js'
import { editYaml } from './edit-yaml.js'
import type { OpenApiText } from './openapi-source.js'

/**
 * A document's text with some values changed or added, in the style of those around them, and not a character changed
 * elsewhere. Values with no place of their own in the text are `unplaced`, since YAML shares them through an alias.
 * NOT checked: whether the result means what it should; see `isMerged`.
 */
export function editDocument(
  { text, form, name }: OpenApiText,
  edits: readonly Placed[],
): { text: string; unplaced: readonly Placed[] } {
  if (edits.length === 0) return { text, unplaced: [] }
  return form === 'json'
    ? { text: editJson(text, edits, name), unplaced: [] }
    : editYaml(text, edits)
}
