import { EXIT, EXIT_MEANING } from '../exit.js'

const NAMES = Object.keys(EXIT) as (keyof typeof EXIT)[]

export const text = `Exit codes

${NAMES.map((name) => `  ${EXIT[name]}  ${fold(EXIT_MEANING[name])}\n`).join('')}
If several apply: 1 > 2 > 5 > 3 > 4. The output format never changes the code.

To assert a denial, use --expect:
  scopectl check --user bob --route "DELETE /users/42" --expect 403
It exits 0 for exactly that answer, and 5 for any other. \`! scopectl check …\`
would also pass on a typo, or if scopectl is not installed.
`

function fold(meaning: string): string {
  const lines = ['']
  for (const word of meaning.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim()
    if (line.length <= 74) lines[lines.length - 1] = line
    else lines.push(word)
  }
  return lines.join('\n     ')
}
