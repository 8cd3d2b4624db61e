import { compareOathkeeper } from './support/compare-oathkeeper.js'

// A sample; export-oathkeeper.real.ts has more of the same catalogs.
compareOathkeeper(5)
