import fastifyCookie from '@fastify/cookie'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifyWebsocket from '@fastify/websocket'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { accountRoutes } from '../accounts/index.ts'
import { fairnessRoutes } from '../fairness/routes.ts'
import { oversightRoutes } from '../oversight/routes.ts'
import { trendRoutes } from '../oversight/trend-routes.ts'
import { personPageRoutes } from '../person/routes.ts'
import { policyRoutes } from '../privacy/policy-routes.ts'
import { privacyRoutes } from '../privacy/routes.ts'
import { scoringRoutes } from '../scoring/routes.ts'
import { sensorRoutes } from '../sensing/routes.ts'
import { tuningRoutes } from '../tuning/routes.ts'
import { guard } from './access.ts'
import { applicationRoutes } from './applications.ts'
import { auditRoutes } from './audit.ts'
import { caseRoutes } from './cases.ts'
import type { Context } from './context.ts'
import { demoRoutes } from './demo.ts'
import { detectorRoutes } from './detectors.ts'
import { entityRoutes } from './entities.ts'
import { eventRoutes } from './events.ts'
import { evidenceRoutes } from './evidence.ts'
import { exportRoutes } from './exports.ts'
import { farmRoutes } from './farms.ts'
import { protectiveHeaders } from './headers.ts'
import { healthRoutes } from './health.ts'
import { huntRoutes } from './hunts.ts'
import { leadRoutes } from './leads.ts'
import { listRoutes } from './lists.ts'
import { observationRoutes } from './observations.ts'
import { describe } from './openapi.ts'
import { outputRoutes } from './outputs.ts'
import { Problem, problemsOnly } from './problem.ts'
import { queueRoutes } from './queue.ts'
import { requisitionRoutes } from './requisitions.ts'
import { screenRoutes } from './screen.ts'
import { sessionRoutes } from './session.ts'
import { serveConsole } from './static.ts'
import { webhookRoutes } from './webhooks.ts'
import { wordRoutes } from './words.ts'

/** The HTTP server, ready to listen or to be injected into. */
export async function buildServer(context: Context): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: context.config.logLevel, stream: process.stderr },
    // Paths and addresses can point to people: a request is logged by its route, once it is done.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 64 * 1024,
    // Only these may say who the client is; without any, the peer is the client.
    trustProxy: context.config.proxies.length > 0 ? [...context.config.proxies] : false,
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: 'idle',
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(() => JSON.stringify)
  problemsOnly(app)
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request
    const done = {
      method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    // Somebody who is known asked for what is not theirs: that is worth a line whatever the level.
    if (reply.statusCode === 403 && request.reader)
      request.log.warn({ ...done, by: request.reader.id }, 'refused')
    else request.log.info(done, 'request')
  })
  await protectiveHeaders(app, context.config)
  await app.register(fastifyCookie)
  await app.register(fastifyWebsocket, { options: { maxPayload: 64 * 1024 } })
  await app.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) =>
      new Problem(429, `Too many attempts from this address: try again in ${after}.`),
  })
  guard(app, context)
  await describe(app)
  const groups = [
    observationRoutes,
    screenRoutes,
    applicationRoutes,
    requisitionRoutes,
    webhookRoutes,
    listRoutes,
    queueRoutes,
    caseRoutes,
    farmRoutes,
    entityRoutes,
    leadRoutes,
    huntRoutes,
    wordRoutes,
    auditRoutes,
    personPageRoutes,
    outputRoutes,
    exportRoutes,
    eventRoutes,
    evidenceRoutes,
    detectorRoutes,
    oversightRoutes,
    trendRoutes,
    fairnessRoutes,
    tuningRoutes,
    scoringRoutes,
    sessionRoutes,
    ...accountRoutes,
    healthRoutes,
    demoRoutes,
    sensorRoutes,
    policyRoutes,
    privacyRoutes,
  ]
  for (const routes of groups) await app.register(routes, context)
  await serveConsole(app, context.consoleFolder)
  await app.ready()
  return app
}
