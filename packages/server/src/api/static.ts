import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Problem, sendProblem } from './problem.ts'

/** The console's files at /, and its index for every path that only the console knows. They hold no data. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  const built = () => existsSync(join(folder, 'index.html'))
  if (built())
    await app.register(async (files) => {
      files.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: 'open' }
        route.schema = { ...route.schema, hide: true }
      })
      await files.register(fastifyStatic, {
        root: folder,
        setHeaders(reply, path) {
          // Vite puts a digest into the name of everything below assets/.
          const fixed = path.includes('/assets/')
          reply.header('Cache-Control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
        },
      })
    })

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0]!
    const page = request.method === 'GET' && !path.startsWith('/v1/') && !/\.\w+$/.test(path)
    if (page && built()) return reply.sendFile('index.html')
    const detail = page
      ? 'The console has not been built: run "npm run build" and start again. The API works without it.'
      : `There is no ${request.method} ${path.slice(0, 100)}: /openapi.json lists what there is.`
    return sendProblem(reply, new Problem(404, detail))
  })
}
