import { compareCatalogs, compareDocuments } from './support/compare-catalogs.js'
import { CERBOS } from './support/compare-cerbos.js'
import { fetchedCatalogs } from './support/document-catalogs.js'
import { compareRandomCerbos } from './support/random-cerbos.js'

compareCatalogs(CERBOS, 200)
compareDocuments(CERBOS, 'fetched documents', fetchedCatalogs)
compareRandomCerbos(10_000)
