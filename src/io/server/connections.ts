import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * The open connections of a server, at most `most`. For another one, the connection is closed that has been waiting for its client
 * for the longest time: an idle one, or one with half a request. So slow clients cannot keep others out. A connection
 * whose request is complete is never closed.
 */
export class Connections {
  readonly #most: number
  /** Those that wait for their client, the longest wait first. */
  readonly #waiting = new Set<Socket>()
  /** How many complete requests of a connection are being answered. */
  readonly #busy = new Map<Socket, number>()
  readonly #open = new Set<ServerResponse>()

  constructor(most: number) {
    this.#most = most
  }

  add(socket: Socket): void {
    if (this.#waiting.size + this.#busy.size >= this.#most) {
      const [oldest = socket] = this.#waiting
      this.#drop(oldest)
      if (oldest === socket) return
    }
    this.#waiting.add(socket)
    socket.once('close', () => {
      this.#waiting.delete(socket)
      this.#busy.delete(socket)
    })
  }

  /** Called for each request when its head is complete. */
  asked(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { socket, headers } = incoming
    let state: 'incomplete' | 'complete' | 'answered' = 'incomplete'
    const complete = (): void => {
      if (state !== 'incomplete') return // answered before its body had arrived
      state = 'complete'
      this.#waiting.delete(socket)
      this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1)
    }
    // From here on, the connection waits for its client again: to read the answer, and to ask for more.
    const answered = (): void => {
      if (state === 'complete') this.#release(socket)
      state = 'answered'
    }
    this.#open.add(outgoing)
    outgoing.once('prefinish', answered)
    outgoing.once('close', () => {
      this.#open.delete(outgoing)
      answered()
    })
    const hasBody = 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
    if (hasBody) incoming.once('end', complete)
    else complete()
  }

  #release(socket: Socket): void {
    const others = (this.#busy.get(socket) ?? 1) - 1
    if (others > 0) return void this.#busy.set(socket, others)
    this.#busy.delete(socket)
    if (!socket.destroyed) this.#waiting.add(socket)
  }

  /** Closes all connections without a request; the others are closed once it is answered. */
  closeIdle(): void {
    // Otherwise the client would keep the connection open for another request, and we would wait for it.
    for (const outgoing of this.#open)
      if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
    const asked = new Set([...this.#open].map(({ socket }) => socket))
    for (const socket of this.#waiting) if (!asked.has(socket)) this.#drop(socket)
  }

  closeAll(): void {
    for (const socket of [...this.#waiting, ...this.#busy.keys()]) this.#drop(socket)
  }

  #drop(socket: Socket): void {
    this.#waiting.delete(socket)
    this.#busy.delete(socket)
    socket.destroy()
  }
}
