import { compareCerbos } from './support/compare-cerbos.js'
import { compareRandomCerbos } from './support/random-cerbos.js'

compareCerbos(200)
compareRandomCerbos(10_000)
