/** Whether a request with the method changes nothing (RFC 9110 §9.2.1), of those that a catalog declares. */
export const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD'
