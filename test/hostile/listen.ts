import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Prepared } from './row.js'

/** A server on this machine; its URL is the last word of the command line. */
export async function listen(
  answer: RequestListener,
  path = '',
): Promise<Prepared & { readonly url: string }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  const end = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url, args: [url], end }
}
