import { compareEnvoyDocuments } from './support/compare-envoy-documents.js'
import { fetchedCatalogs } from './support/document-catalogs.js'

compareEnvoyDocuments(fetchedCatalogs)
