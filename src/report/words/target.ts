import type { TargetProblems } from '../../core/problems/target.js'
import { shellWord } from '../shell.js'
import { quote, type Words } from './words.js'

export const targetWords: Words<TargetProblems> = {
  'target-url': ({ text, example }) => ({
    says: `${quote(text)} is not an http or https URL`,
    hint: `scopectl ${example}`,
  }),
  'target-url-parts': () => ({
    says: 'the URL must not have a user name, a password, a query or a fragment',
  }),
  'target-host': ({ host }) => ({
    says: `${quote(host)} is not on this machine or a private network`,
    hint: `if you are allowed to test it: --i-may-test ${shellWord(host)}`,
  }),
  'target-http': ({ host }) => ({
    says: `http would send the tokens to ${quote(host)} unencrypted`,
    hint: 'use https, or --allow-http',
  }),
}
