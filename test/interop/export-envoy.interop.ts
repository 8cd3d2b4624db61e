import { compareEnvoy } from './support/compare-envoy.js'

// A sample; export-envoy.real.ts has more of the same catalogs.
compareEnvoy(5)
