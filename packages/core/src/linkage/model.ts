import { canonical, digest } from '../digest.ts'
import { type Field, fields, levels } from './fields.ts'

/** How often a level holds: among records of one person (m), among strangers (u), both by level, adding up to 1. */
export interface Shares {
  m: number[]
  u: number[]
}

/** For a field that depends on others also where they agree and where they do not: see `within`. */
export interface FieldModel extends Shares {
  near?: Shares
  apart?: Shares
}

/** How common values are, by hash: the model holds no name and no address. */
export interface Frequencies {
  /** Chance that a stranger has the value of a record, for all values that are not listed. */
  rest: number
  /** The same, over all records. */
  mean: number
  /** Pairs of hash and share of people, most common first. */
  of: [number, number][]
}

export interface BlockingRule {
  rule: string
  /** A block with more records is a hub: no two are compared because of it. */
  cap: number
  /** Of the pairs that any candidate rule found and the model links, how many this one finds; and what it costs. */
  finds?: number
  pairsPerRecord?: number
}

/** A frozen linkage model: plain JSON. Equal `version` means equal content, and equal content equal results. */
export interface LinkModel {
  version: string
  /** Of the code that reads it: levels and rules have the meaning of this number. */
  format: 1
  /** Records that it was learnt from; 0 of the one that ships. */
  records: number
  /** log10 of the odds that two records taken at random are one person. */
  prior: number
  /** From this weight (prior and fields together, log10 of odds) on two records are linked. */
  threshold: number
  fields: Record<Field, FieldModel>
  frequencies: Partial<Record<Field, Frequencies>>
  blocking: BlockingRule[]
}

export function frozen(model: Omit<LinkModel, 'version' | 'format'>): LinkModel {
  const content = { format: 1 as const, ...model }
  return { version: digest(canonical(content)), ...content }
}

/** Checks what comes from a file. @throws with what is wrong and what to do */
export function readModel(json: unknown): LinkModel {
  const model = json as LinkModel
  const wrong =
    model?.format !== 1
      ? `has format ${String(model?.format)}`
      : fields.find((field) => model.fields?.[field]?.m?.length !== levels[field].length)
  if (wrong)
    throw new Error(
      `The linkage model ${wrong.startsWith('has') ? wrong : `does not know ${wrong}`}: learn it again.`,
    )
  return model
}
