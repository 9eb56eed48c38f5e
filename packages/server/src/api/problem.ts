import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'

const titles: Record<number, string> = {
  400: 'The request can’t be used',
  401: 'Sign in first',
  403: 'Not from here',
  404: 'Not found',
  405: 'Not possible here',
  408: 'Too slow',
  409: 'Not now',
  413: 'Too large',
  415: 'Unknown kind of content',
  421: 'Wrong host name',
  429: 'Too many attempts',
  500: 'Telltale failed',
  503: 'Not ready',
}

/** An answer other than success, as RFC 9457 has it. `extra` becomes further members; `headers` go on the reply. */
export class Problem extends Error {
  readonly status: number
  readonly extra: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    detail: string,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(detail)
    this.status = status
    this.extra = extra
    this.headers = headers
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, message: detail, extra } = problem
  const title = titles[status] ?? titles[status >= 500 ? 500 : 400]!
  return reply
    .code(status)
    .headers(problem.headers)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ type: 'about:blank', title, status, detail, ...extra })
}

/** Every error leaves as problem+json. What went wrong inside is logged, not told. */
export function problemsOnly(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Problem) return sendProblem(reply, error)
    if (hasZodFastifySchemaValidationErrors(error)) {
      const wrong = error.validation.map(
        (v) => `${v.instancePath.slice(1).replaceAll('/', '.')}: ${v.message}`,
      )
      return sendProblem(
        reply,
        new Problem(400, `${error.validationContext} is not as expected: ${wrong.join('; ')}`),
      )
    }
    const status = error.statusCode ?? 500
    if (status < 500) return sendProblem(reply, new Problem(status, clientDetail(error)))
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
    return sendProblem(
      reply,
      new Problem(500, 'Something failed inside Telltale; its log says what. Nothing was half done.'),
    )
  })
}

function clientDetail(error: FastifyError): string {
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return 'The body is not JSON.'
  return error.message.endsWith('.') ? error.message : `${error.message}.`
}
