import type { Facts } from '../access/facts.js'
import type { Change } from './change.js'
import { byWeight, compare } from './compare.js'
import { scopeChanges } from './scope-changes.js'
import type { Newer } from './side.js'

/** Every change between two sets of facts, also of scopes that no route needs, in the order in which diff prints them. */
export const allChanges = (before: Facts, after: Facts, newer: Newer): Change[] =>
  [...compare(before, after, newer), ...scopeChanges(before, after, newer)].sort(byWeight)
