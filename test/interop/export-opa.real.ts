import { compareCatalogs, compareDocuments } from './support/compare-catalogs.js'
import { OPA } from './support/compare-opa.js'
import { fetchedCatalogs } from './support/document-catalogs.js'

compareCatalogs(OPA, 200)
compareDocuments(OPA, 'fetched documents', fetchedCatalogs)
