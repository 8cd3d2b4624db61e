import { exampleLine } from '../../src/core/settings/example-line.js'
import { KEY_FORMS, KEY_SOURCES, type Row } from '../../src/core/settings/key-forms.js'
import { SITUATIONS, type Situation } from '../../src/core/settings/situations.js'
import { TOKEN_SETTINGS } from '../../src/core/settings/token.js'

/** docs/settings.md, from the same table as `help settings` and the JSON Schemas. */
export const settingsPage = (): string => page().replaceAll('](docs/', '](')

/** With links from the top of the repository, where references.test.ts looks for them. */
const page = (): string => `<!-- Made by \`npm run docs\` from src/core/settings: edit that. -->

# Settings

How tokens are signed, verified and read: the keys of \`token:\` in \`scopes.yaml\`, all of them optional.
\`scopectl help settings\` shows the same. The other keys of all files are in [the file reference](docs/reference/files.md).

${Object.keys(TOKEN_SETTINGS).map(setting).join('\n')}
## Profiles

\`profiles:\` contains these settings by profile name. \`--profile NAME\` replaces the keys of \`token:\` that the profile sets,
and keeps the others.

## What \`key:\` may be

${table(KEY_SOURCES)}
The variable or file contains one of these:

${table(KEY_FORMS)}
A public key in any spelling is never used as a secret. [Keys](docs/keys.md) has the details.

## Situations

${SITUATIONS.map(situation).join('\n')}
## In your editor

The JSON Schemas in the package describe and complete every key. With the YAML extension of VS Code, for example, the
first line of \`scopes.yaml\` is

\`\`\`yaml
# yaml-language-server: $schema=node_modules/scopectl/schema/catalog.schema.json
\`\`\`

\`users.schema.json\` and \`suite.schema.json\`, next to it, describe the other files. \`init\` writes these lines if the project has
scopectl in its \`node_modules\`. The schemas are tested with the YAML language server.
`

function setting(key: string): string {
  const { description, values, fallback, examples } =
    TOKEN_SETTINGS[key as keyof typeof TOKEN_SETTINGS]
  return `## ${key}

${description}

- Values: ${values}.
- If not set: ${fallback}.

\`\`\`yaml
${examples.map((example) => exampleLine(key, example)).join('\n# or\n')}
\`\`\`
`
}

const table = (rows: readonly Row[]): string =>
  `| | |
| --- | --- |
${rows.map(([name, says]) => `| ${isCode(name) ? `\`${name}\`` : name} | ${withCode(says)} |`).join('\n')}
`

const isCode = (name: string): boolean => /[:…]/.test(name)

/** JSON, flags and URLs as code. */
const withCode = (says: string): string =>
  says.replace(/\{.*\}|--\w+|http:\/\/|\\n/g, (code) => `\`${code}\``)

const situation = ({ title, environment, yaml, commands }: Situation): string => `### ${title}
${environment.map((line) => `\n${line.replace(/^(\w+)/, '`$1`').replace(/\{.*\}|"realm.*/, '`$&`')}\n`).join('')}
\`\`\`yaml
${yaml}\`\`\`

\`\`\`sh
${commands.join('\n')}
\`\`\`
`
