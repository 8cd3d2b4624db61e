import { compareIstio } from './support/compare-istio.js'

compareIstio(200)
