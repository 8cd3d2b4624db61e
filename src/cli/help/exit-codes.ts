import { EXIT, EXIT_MEANING } from '../exit.js'

const NAMES = Object.keys(EXIT) as (keyof typeof EXIT)[]

export const text = `Exit codes

${NAMES.map((name) => `  ${EXIT[name]}  ${fold(EXIT_MEANING[name])}\n`).join('')}
Several at once: 1 > 2 > 5 > 3 > 4. No output format ever moves the code.

To assert a refusal, ask for it:
  scopectl check --user bob --route "DELETE /users/42" --expect 403
It exits 0 for exactly that answer, and 5 for any other. \`! scopectl check …\`
would also pass on a typo, or where scopectl is not installed.
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
