import { exampleLine } from '../../core/settings/example-line.js'
import { KEY_FORMS, KEY_SOURCES, type Row } from '../../core/settings/key-forms.js'
import { SITUATIONS, type Situation } from '../../core/settings/situations.js'
import { TOKEN_SETTINGS } from '../../core/settings/token.js'
import { fold } from '../../report/fold.js'

const WIDTH = 80

const settings = Object.entries(TOKEN_SETTINGS).map(
  ([key, { description, values, fallback, examples }]) =>
    [
      `  ${key}\n`,
      hanging('', description),
      hanging('values: ', values),
      hanging('if not set: ', fallback),
      ...examples.map((example) => `    ${exampleLine(key, example)}\n`),
    ].join(''),
)

/** Lines below each other, those after the first indented further than it. */
function hanging(label: string, says: string): string {
  const [first = '', ...more] = fold(label + says, WIDTH - 6)
  return [`    ${first}\n`, ...more.map((line) => `      ${line}\n`)].join('')
}

const rows = (table: readonly Row[]): string =>
  table
    .map(([name, says]) => {
      const lines = fold(says, WIDTH - 17)
      return lines.map((line, i) => `  ${(i === 0 ? name : '').padEnd(13)}  ${line}\n`).join('')
    })
    .join('')

const situation = ({ title, environment, yaml, commands }: Situation): string =>
  [
    `${title}\n`,
    ...environment.map((line) => hanging('# ', line)),
    yaml.replace(/^(?=.)/gm, '    '),
    ...commands.map((line) => `    $ ${line}\n`),
  ].join('')

export const text = `Settings

The keys of \`token:\` in scopes.yaml. All of them are optional.

${settings.join('\n')}
profiles: has such settings by name. --profile NAME replaces the keys of
\`token:\` that the profile sets, and keeps the others.

\`key:\` (or --key) is one of
${rows(KEY_SOURCES)}
and what is there is one of
${rows(KEY_FORMS)}
A public key in any spelling is never used as a secret.

${SITUATIONS.map(situation).join('\n')}
The other keys of all files: scopectl help files. With the JSON Schemas of the
package (schema/), editors explain every key.
`
