import type { Options, Sensor } from '@telltale/sensor'

declare global {
  interface Window {
    /** The very script that pages load, not a copy built into the console. */
    telltaleSensor?: { start(options: Options): Sensor }
  }
}

const script = '/v1/sensor/telltale.js'
let loading: Promise<void> | undefined

/** Afterwards `window.telltaleSensor` is there. Rejects with a sentence where it has not been built. */
export function loadSensor(): Promise<void> {
  if (window.telltaleSensor) return Promise.resolve()
  loading ??= new Promise((resolve, reject) => {
    const tag = document.createElement('script')
    tag.src = script
    tag.onload = () => resolve()
    tag.onerror = () => {
      loading = undefined
      reject(
        new Error('The browser sensor could not be loaded: run "npm run build" on the server and try again.'),
      )
    }
    document.head.append(tag)
  })
  return loading
}
