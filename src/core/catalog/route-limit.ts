/** How many routes a catalog may have; decision 173 has the figures. */
export const ROUTE_LIMIT = 100_000
