import * as z from 'zod/mini'
import { desk } from '../../contract/desk-api.ts'
import { KIOSK_ROUTES, NextPoke, Poke, Problem } from '../../contract/kiosk-api.ts'
import { OfficeDay } from '../../contract/office-day.ts'

type Json = { [key: string]: unknown }

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' })
  return rest
}
const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
}
const jsonAnswer = (description: string, schema: Json) => ({ description, content: { 'application/json': { schema } } })

/** Central's HTTP as OpenAPI 3.1, made from the schemas that the routes parse with. */
export function openApiOf(publicUrl: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Foyer central', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: {
        kiosk: {
          type: 'apiKey',
          in: 'header',
          name: 'authorization',
          description:
            '`Foyer <kioskId>:<unix ms>:<base64>`: Ed25519 over `METHOD\\npath\\nunix ms\\nbase64(SHA-256(body))` with the device key.',
        },
      },
    },
    paths: { ...kioskPaths(), ...deskPaths(), ...otherPaths() },
  }
}

function kioskPaths(): Json {
  const paths: Json = {}
  for (const [operationId, route] of Object.entries(KIOSK_ROUTES)) {
    const body = 'input' in route && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.input, 'input') } } },
    }
    paths[route.path] = {
      [route.method.toLowerCase()]: {
        operationId,
        ...(route.signed && { security: [{ kiosk: [] }] }),
        ...body,
        responses: { 200: jsonAnswer('The answer', schemaOf(route.output, 'output')), default: problem },
      },
    }
  }
  return paths
}

function deskPaths(): Json {
  const session = {
    name: 'x-foyer-staff',
    in: 'header',
    required: false,
    description: 'The session of who sits at the desk, as `signIn` answered it; good at this device alone.',
    schema: { type: 'string' },
  }
  const paths = Object.entries(desk).map(([method, call]): [string, Json] => [
    `/v1/desk/${method}`,
    {
      post: {
        operationId: `desk.${method}`,
        security: [{ kiosk: [] }],
        ...(method !== 'signIn' && { parameters: [session] }),
        requestBody: { required: true, content: { 'application/json': { schema: schemaOf(call.input, 'input') } } },
        responses: { 200: jsonAnswer('The answer', schemaOf(call.output, 'output')), default: problem },
      },
    },
  ])
  return Object.fromEntries(paths)
}

function otherPaths(): Json {
  const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
  const plain = (operationId: string, description: string, type: string) => ({
    get: { operationId, responses: { 200: { description, content: { [type]: { schema: {} } } }, default: problem } },
  })
  return {
    '/v1/events': {
      get: {
        operationId: 'events',
        security: [{ kiosk: [] }],
        responses: {
          200: {
            description: 'Server-sent events: `event: poke`, data as given; a comment is the heartbeat',
            content: { 'text/event-stream': { schema: schemaOf(Poke, 'output') } },
          },
          default: problem,
        },
      },
    },
    '/v1/events/next': {
      get: {
        operationId: 'nextEvent',
        security: [{ kiosk: [] }],
        responses: {
          200: jsonAnswer('The next poke, or null when there is none for 25 s', schemaOf(NextPoke, 'output')),
          default: problem,
        },
      },
    },
    '/v1/snapshots/{officeId}/{version}': {
      get: {
        operationId: 'snapshot',
        security: [{ kiosk: [] }],
        parameters: [parameter('officeId'), parameter('version')],
        responses: { 200: jsonAnswer('All days of the office', schemaOf(z.array(OfficeDay), 'output')), default: problem },
      },
    },
    '/v1/openapi.json': plain('openapi', 'This document', 'application/json'),
    '/healthz': plain('health', 'The process runs', 'application/json'),
    '/readyz': plain('ready', 'Store and catalogue can be used', 'application/json'),
    '/metrics': plain('metrics', 'Prometheus text', 'text/plain'),
  }
}
