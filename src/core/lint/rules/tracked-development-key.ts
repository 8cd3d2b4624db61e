import { defineRule } from '../rule.js'

const SAMPLE = `token: { issuer: http://localhost:8000, audience: items-api, scope_claim: scope }
scopes: { read: Read data }
`

export const trackedDevelopmentKey = defineRule({
  code: 'tracked-development-key',
  severity: 'error',
  why: [
    'Git tracks a file of the development key ring, although the folder ignores itself: everybody with',
    'the repository or its history can sign tokens that this catalog accepts.',
    'Remove it (`git rm --cached -r .scopectl`), and make a new key: scopectl keys rotate,',
    'then scopectl keys remove for the old one. Deleting the file does not remove it from the history.',
  ],
  example: {
    bad: { catalog: SAMPLE, tracked: ['.scopectl/keys.json'] },
    good: { catalog: SAMPLE, tracked: [] },
  },
  *check({ tracked }) {
    for (const file of tracked) yield { at: undefined, file, name: file, args: { file } }
  },
})
