import type { InSettings } from '../../core/problems/fault.js'
import { quote } from './words.js'

const PLAIN = /^[A-Za-z_][\w-]*$/

/**
 * Where to write a setting so that it takes effect for the run, and only for it: a profile replaces keys of `token:`,
 * and other profiles do not see what it sets.
 */
export function under({ profile, byFlags }: InSettings): string {
  if (profile === undefined) return byFlags ? 'under token: in a catalog' : 'under token:'
  return PLAIN.test(profile) ? `under profiles.${profile}:` : `under ${quote(profile)} in profiles:`
}
