import { foreignPart } from '../catalog/foreign-notation.js'
import type { Catalog, Route } from '../catalog/model.js'
import { askRoute } from '../decision/question.js'
import { ScopectlError } from '../errors.js'
import type { Location, Problem } from '../problem.js'
import { problem } from '../problem.js'

type Place = Location | undefined | ((found: Problem) => Location | undefined)

/** Collects the problems of a suite, each with its location, and looks up its routes. */
export class SuiteReader {
  readonly problems: Problem[] = []
  readonly notes: Problem[] = []
  readonly catalog: Catalog
  readonly #routes: ReadonlyMap<string, Route>

  constructor(catalog: Catalog) {
    this.catalog = catalog
    this.#routes = new Map(catalog.routes.map((route) => [route.name, route]))
  }

  /** In file order. */
  sorted(): Problem[] {
    const key = ({ at }: Problem): number => (at ? at.line * 1e6 + at.column : 0)
    return [...this.problems].sort((a, b) => key(a) - key(b))
  }

  report(found: Problem): void {
    this.problems.push(found)
  }

  /** Notes, once, the routes that an exact set cannot cover. */
  leftOut(routes: readonly string[], at: Location | undefined): void {
    if (this.notes.some(({ code }) => code === 'undecided-left-out')) return
    this.notes.push(problem('undecided-left-out', { routes }, at))
  }

  /** Runs a step; a problem that it throws is listed with the location of what was read. */
  attempt<T>(at: Place, step: () => T): T | undefined {
    try {
      return step()
    } catch (error) {
      if (!(error instanceof ScopectlError)) throw error
      for (const found of error.problems) {
        this.problems.push({ ...found, at: typeof at === 'function' ? at(found) : at })
      }
      return undefined
    }
  }

  /**
   * The named route, as the catalog writes it or by a concrete path.
   * @param undecided whether it may be undecided; otherwise that is a problem, since an undecided route cannot be asked
   * about.
   */
  route(text: string, at: Location | undefined, undecided = false): Route | undefined {
    const named = this.#routes.get(text)
    if (named && !foreignPart(named.method, named.template)) {
      if (named.requirement.level !== 'undecided' || undecided) return named
      this.report(problem('undecided-route', { route: named.name }, at))
      return undefined
    }
    const place = at && withoutSecrets(at, text)
    return this.attempt(place, () => {
      const { route, notes } = askRoute(this.catalog, text)
      this.notes.push(...notes.map((note): Problem => ({ ...note, at: place })))
      return route
    })
  }
}

/** A URL with userinfo, a query or a fragment may contain a secret, so the excerpt shows nothing of it. */
function withoutSecrets(at: Location, route: string): Location {
  if (!/[@?#]/.test(route)) return at
  const [before, after] = [
    at.text.slice(0, at.column - 1),
    at.text.slice(at.column - 1 + at.length),
  ]
  return { ...at, text: before + '*'.repeat(at.text.length - before.length - after.length) + after }
}
