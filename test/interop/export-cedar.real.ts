import { compareCatalogs, compareDocuments } from './support/compare-catalogs.js'
import { CEDAR } from './support/compare-cedar.js'
import { fetchedCatalogs } from './support/document-catalogs.js'

compareCatalogs(CEDAR, 200)
compareDocuments(CEDAR, 'fetched documents', fetchedCatalogs)
