import type { LineSoFar } from '../../core/command-line/line-so-far.js'

/**
 * bash cuts words at `:` and `=` (COMP_WORDBREAKS) and replaces only the last piece. So scopectl prints what comes after
 * the word as it is, and the script puts the piece before it. Works in bash 3.2, which macOS has.
 */
export const script = `# scopectl completion for bash: source <(scopectl completion bash)
_scopectl() {
  local piece=\${COMP_WORDS[COMP_CWORD]} rest description
  # Before the cursor only; a piece of nothing but separators is not replaced.
  [[ $piece == [:=]* ]] && piece=
  piece=\${piece#[\\"\\']}
  COMPREPLY=()
  local -a labels=()
  while IFS=$'\\t' read -r rest description; do
    COMPREPLY+=("$piece$rest")
    labels+=("$piece$rest\${description:+  ($description)}")
  done < <(scopectl completion bash -- "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
  # With several words to list (a second tab), show what they are.
  [[ $COMP_TYPE == 63 && \${#COMPREPLY[@]} -gt 1 ]] && COMPREPLY=("\${labels[@]}")
  return 0
}
complete -o default -o nosort -F _scopectl scopectl 2>/dev/null || complete -o default -F _scopectl scopectl
`

/** What must be typed after the line to complete the word, quoted for its open quote, or with backslashes. */
export function bashWord(word: string, { current, quote }: LineSoFar): string {
  const rest = word.slice(current.length)
  if (quote === "'") return rest.replaceAll("'", `'\\''`)
  if (quote === '"') return rest.replace(/["\\$`!]/g, '\\$&')
  return rest.replace(/[^\w@%+:,./=-]/g, '\\$&')
}
