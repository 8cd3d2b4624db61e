import type { InitProblems } from '../../core/problems/init.js'
import { quote, type Words } from './words.js'

export const initWords: Words<InitProblems> = {
  'init-needs-yes': () => ({
    says: 'init cannot ask here: questions need a terminal, and no --json or --no-input',
    hint: 'scopectl init --yes takes the defaults',
  }),
  'init-cancelled': () => ({ says: 'init was stopped; nothing was written' }),
  'init-not-yaml': ({ file }) => ({
    says: `init writes YAML, and ${quote(file)} would be read as JSON`,
    hint: 'give it a name that ends in .yaml',
  }),
  'init-twin-beside': ({ file }) => ({
    says: `${quote(file)} is there already, and a YAML file beside it would leave neither usable`,
    hint: 'move it away first, or start in another folder: --catalog DIR/scopes.yaml',
  }),
  'init-same-file': ({ file }) => ({
    says: `two of the files that init writes would be ${quote(file)}`,
    hint: 'give --catalog and --users-file names of their own',
  }),
}
