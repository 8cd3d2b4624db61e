import { join } from 'node:path'
import { scopectlAssertions } from '../../src/assert.js'
import { cwd } from '../node/world.js'

/** The catalog of the assertions below. */
export const catalog = join(cwd, 'scopes.yaml')
export const { assertAllows, assertDenies, assertUnauthorized } = scopectlAssertions({ catalog })
