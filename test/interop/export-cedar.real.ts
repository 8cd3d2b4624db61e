import { compareCedar } from './support/compare-cedar.js'

compareCedar(200)
