import fastifySwagger from '@fastify/swagger'
import { type Kind, kinds } from '@telltale/core'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { version } from '../version.ts'

type Json = Record<string, unknown>
interface Document {
  paths?: Record<string, Record<string, Json>>
  components?: { schemas?: Record<string, unknown> }
}

/** OpenAPI 3.1 at /openapi.json, from the schemas that the routes and the observation kinds themselves use. */
export async function describe(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Telltale',
        version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        description:
          'Observations in, evidence and cases out. Times are milliseconds since the epoch, weights log10 likelihood ratios. Every error is application/problem+json.',
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'telltale_session' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (input) => complete(jsonSchemaTransformObject(input) as Document) as never,
  })
  app.get('/openapi.json', { config: { access: 'open' }, schema: { summary: 'This document' } }, async () =>
    app.swagger(),
  )
}

/** Adds what zod does not know: observations, the errors of every route, who may call it. */
function complete(document: Document): Document {
  const schemas = once(document.components?.schemas ?? {})
  const done = JSON.parse(
    JSON.stringify({ ...document, components: { ...document.components, schemas } }),
  ) as Document
  pointToOutput(done)
  Object.assign(done.components!.schemas!, observationSchemas())
  done.paths = Object.fromEntries(
    Object.entries(done.paths ?? {}).map(([path, operations]) => [path.replace('{*}', '{id}'), operations]),
  )
  for (const [path, operations] of Object.entries(done.paths))
    for (const [method, operation] of Object.entries(operations)) {
      operation.operationId = `${method} ${path}`.replace(/[^a-zA-Z]+(\w?)/g, (_, c: string) =>
        c.toUpperCase(),
      )
      for (const parameter of (operation.parameters ?? []) as Json[])
        if (parameter.name === '*') parameter.name = 'id' // a wildcard, because the id has a slash
      operation.responses = {
        ...(operation.responses as Json),
        default: {
          description: 'An error',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      }
    }
  const ingest = done.paths['/v1/observations']?.post
  if (ingest) ingest.requestBody = observationsBody
  return done
}

/** The plugin emits each schema for input and for output; ours are the same both ways. */
function once(schemas: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => !name.endsWith('Input')))
}

function pointToOutput(value: unknown): void {
  if (value === null || typeof value !== 'object') return
  const node = value as Json
  if (typeof node.$ref === 'string') node.$ref = node.$ref.replace(/Input$/, '')
  for (const member of Object.values(node)) pointToOutput(member)
}

const observationsBody = {
  required: true,
  content: {
    'application/x-ndjson': {
      schema: { type: 'string', description: 'One Observation a line' },
      example:
        '{"id":"r-1","kind":"rtt","at":1767225600000,"about":["device:LT-0042","person:W-17"],"data":{"transport":[20.1],"application":[21.0]}}\n',
    },
    'application/json': {
      schema: {
        anyOf: [
          { $ref: '#/components/schemas/Observation' },
          { type: 'array', items: { $ref: '#/components/schemas/Observation' } },
        ],
      },
    },
  },
}

function observationSchemas(): Record<string, unknown> {
  const names = Object.keys(kinds) as Kind[]
  const out: Record<string, unknown> = {
    Observation: {
      description: 'One fact, seen at one time, about one or more subjects',
      oneOf: names.map((kind) => ({ $ref: `#/components/schemas/Observation_${kind}` })),
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries(names.map((kind) => [kind, `#/components/schemas/Observation_${kind}`])),
      },
    },
  }
  for (const kind of names) {
    const { title, privacy, schema } = kinds[kind]
    out[`Data_${kind}`] = { title, description: privacy, ...schema.json }
    out[`Observation_${kind}`] = {
      type: 'object',
      title,
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 500, description: 'unique per source; optional' },
        kind: { const: kind },
        at: { type: 'number', description: 'milliseconds since the epoch, 2000 to 2100' },
        about: {
          type: 'array',
          minItems: 1,
          maxItems: 20,
          items: { $ref: '#/components/schemas/SubjectRef' },
        },
        data: { $ref: `#/components/schemas/Data_${kind}` },
      },
      required: ['kind', 'at', 'about', 'data'],
    }
  }
  return out
}
