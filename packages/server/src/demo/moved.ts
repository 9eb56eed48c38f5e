import { contact, type Worker } from './company.ts'
import { cityOf, near } from './places.ts'
import { random } from './random.ts'

/** Lets a worker live in another town, with contacts of that town. */
export function move(worker: Worker, town: string, seed: number): void {
  const stream = random(`${seed}/moved/${worker.n}`)
  const city = cityOf(town)
  worker.claim = near(city, stream)
  worker.home = { ...worker.home, place: worker.claim }
  Object.assign(worker, contact(worker.n, city, stream))
  worker.shipTo = worker.address
}
