import type { InitProblems } from '../../core/problems/init.js'
import { quote, type Words } from './words.js'

export const initWords: Words<InitProblems> = {
  'init-needs-yes': () => ({
    says: 'init cannot ask questions here: it needs a terminal, without --json or --no-input',
    hint: 'to accept the defaults: scopectl init --yes',
  }),
  'init-cancelled': () => ({ says: 'init was cancelled; nothing was written' }),
  'init-not-yaml': ({ file }) => ({
    says: `init writes YAML, and ${quote(file)} would be read as JSON`,
    hint: 'give it a name that ends in .yaml',
  }),
  'init-twin-beside': ({ file }) => ({
    says: `${quote(file)} already exists, and a YAML file next to it would make both unusable`,
    hint: 'move it first, or use another folder: --catalog DIR/scopes.yaml',
  }),
  'init-same-file': ({ file }) => ({
    says: `two of the files that init writes would be ${quote(file)}`,
    hint: 'give --catalog and --users-file different names',
  }),
}
