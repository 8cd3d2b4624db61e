import type { Placed } from '../core/openapi/merge-security.js'
import { editJson } from './edit-json.js'
import { editYaml } from './edit-yaml.js'
import type { OpenApiText } from './openapi-source.js'

/**
 * A document's text with some values changed or added, and not a character changed elsewhere.
 * @returns undefined if one of them has no place of its own in the text, since YAML shares it through an alias.
 */
export function editDocument(
  { text, form, name }: OpenApiText,
  edits: readonly Placed[],
): string | undefined {
  if (edits.length === 0) return text
  return form === 'json' ? editJson(text, edits, name) : editYaml(text, edits)
}
