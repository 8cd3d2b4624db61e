import { compareCedar } from './support/compare-cedar.js'

// A sample; export-cedar.real.ts has more of the same catalogs.
compareCedar(6)
