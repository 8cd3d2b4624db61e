/** CR without LF, U+0085, U+2028, U+2029: line ends to some parsers, and ordinary characters to others. */
export type StrayLineEnd = 'CR' | 'NEL' | 'LS' | 'PS'

/** Problems with the text of a file: not YAML, not JSON, or read differently by different parsers. */
export interface SyntaxProblems {
  /** `character` as U+0000 (half a surrogate pair: U+D800); `escaped`: it was written as an escape inside quotes. */
  'bad-character': { character: string; escaped: boolean }
  /** Both sides of a merge, with markers between them. */
  'merge-conflict': { file: string }
  'stray-line-end': { character: StrayLineEnd }

  /** `slip`: the line looks like a list of routes in brackets, where `{id}` opens a map. */
  'yaml-syntax': { what: string; slip: boolean }
  'yaml-directive': { directive: string }
  'yaml-second-document': { file: string }
  'yaml-anchor': { name: string }
  'yaml-alias': { name: string }
  'yaml-tag': { tag: string }
  'yaml-merge-key': { key: string }
  /** Inside brackets: unquoted text that begins with `?`, a name without a value; `cut-off`: a block text without a last line end. */
  /** `quoted`: with the value before it, in quotes, if a comma may have split it in two. */
  'yaml-ambiguous': {
    text: string
    why: 'question-mark' | 'no-value' | 'cut-off'
    quoted?: string | undefined
  }
  /** `found`: the unexpected character; undefined at the end of the text. */
  'json-syntax': { found: string | undefined }
  /** `reads`: how YAML reads the unquoted name. */
  'name-not-string': { name: string; reads: 'null' | 'true or false' | 'a number' }
  'name-not-scalar': { found: 'list' | 'map' }
  /** `line`: where the name was first used, if known. */
  'duplicate-name': { name: string; line: number | undefined }
  'number-too-big': { text: string }
  /** In YAML, or in a CSV cell that is read like YAML; `quoted`: how to write it as text. */
  'ambiguous-number': { text: string; quoted: string }
  'nested-too-deep': { limit: number }
  'too-many-values': { limit: number }
}
