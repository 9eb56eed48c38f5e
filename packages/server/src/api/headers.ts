import fastifyHelmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'

/** What an answer of the API is to a browser that shows it as a page: nothing that runs, loads, sends or is framed. */
const dataOnly = [
  ...["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", 'sandbox'],
].join('; ')

/** A year, as the HSTS preload list and ASVS 3.4.1 have it. */
const tlsOnly = 'max-age=31536000; includeSubDomains'

/**
 * Headers that tell browsers what not to do with an answer. Pages run the console's own scripts only; answers of the API
 * are data, never kept by a browser or a proxy (a route that says otherwise, such as the sensor's script, sets its own).
 */
export async function protectiveHeaders(app: FastifyInstance, { names }: Pick<Config, 'names'>) {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false, // below, where there is TLS
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onRequest', async (request, reply) => {
    if (/^\/(?:v1\/|metrics|openapi\.json)/.test(request.url))
      reply.headers({ 'Content-Security-Policy': dataOnly, 'Cache-Control': 'no-store' })
    // Browsers heed it over TLS alone. Names are those of a proxy that ends TLS; on this machine there may be none.
    if (request.protocol === 'https' || names.includes(request.hostname.toLowerCase()))
      reply.header('Strict-Transport-Security', tlsOnly)
  })
}
