import { compareCerbos } from './support/compare-cerbos.js'

compareCerbos(200)
