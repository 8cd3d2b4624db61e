import { compareEnvoy } from './support/compare-envoy.js'

compareEnvoy(200)
