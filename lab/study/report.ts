/** What is printed: first the answer, then what it rests on. */
import { criteria } from './criteria.ts'
import { smallest } from './groups.ts'
import type { Opened } from './key.ts'
import { ways } from './predict.ts'
import type { Interval, Rate } from './rates.ts'
import type { Scores } from './scores.ts'

export const simulated =
  'SIMULATED: nobody was measured. These volunteers are a program; the figures try the kit and say nothing of people.'

const called = {
  alone: 'against the average person',
  own: 'with own baseline',
  centred: 'against the other volunteers’ average',
} as const

/** Markdown of an opened study. */
export function report(opened: Opened, scores: Scores): string {
  const list = criteria(opened, scores)
  const yes = list.every((c) => c.met)
  const { predictions, trials } = opened
  const lines = [
    '# Study of people: how far away are the hands',
    '',
    ...(predictions.simulated ? [`**${simulated}**`, ''] : []),
    `**May the loop family say “measured”? ${yes ? 'Yes' : 'No'}.** ${yes ? 'Every criterion is met.' : `${list.filter((c) => !c.met).length} of ${list.length} criteria are not met.`}`,
    '',
    `Predictions ${opened.digest}, made before the key was opened.`,
    '',
    ...table(
      ['criterion', 'wanted', 'found', ''],
      list.map((c) => [c.what, c.wanted, c.measured, c.met ? '✓' : '✗']),
    ),
    '',
    `Even a yes covers spread, location, power and delay of ${scores.people} people like these. No false alarm among ${scores.people} people leaves up to ${(100 * upperOfNone(scores.people)).toFixed(1)} % possible (95 %): a rate of 5 in 1,000 is not shown by a study of this size.`,
    '',
    '## Recordings',
    '',
    `- ${trials.length - predictions.missing.length} of ${trials.length} sessions recorded.`,
    ...(predictions.missing.length > 0 ? [`- Missing: ${predictions.missing.join(', ')}.`] : []),
    ...(predictions.unknown.length > 0
      ? [`- Rows of codes that no session has, not used: ${predictions.unknown.join(', ')}.`]
      : []),
    ...predictions.problems.map((p) => `- ${p}`),
    `- Without a baseline to compare with: ${withoutHistory(opened)} blind sessions (none was recorded, it was too short, or it does not look local).`,
    '',
    '## False alarms at the desk',
    '',
    ...table(
      ['way', 'plain days', 'difficult days'],
      ways.map((w) => [called[w], rate(scores.falseAlarms[w].desk), rate(scores.falseAlarms[w].hard)]),
    ),
    '',
    'Difficult days, with own baseline:',
    '',
    ...table(
      ['what', 'false alarms'],
      Object.entries(scores.hard).map(([k, r]) => [k, rate(r)]),
    ),
    '',
    'By person:',
    '',
    ...table(
      ['volunteer', 'plain, alone', 'plain, own', 'difficult, alone', 'difficult, own'],
      scores.falseAlarms.own.byPerson.map((p, i) => {
        const alone = scores.falseAlarms.alone.byPerson[i]!
        return [p.volunteer, alone.desk, p.desk, alone.hard, p.hard]
      }),
    ),
    '',
    `Mean of the capped ratio on plain days (an e-value keeps it at 1 or below): ${ways.map((w) => `${called[w]} ${scores.mean[w].value.toFixed(2)}${interval(scores.mean[w].clustered, 2)}`).join('; ')}.`,
    '',
    '## Found by added round trip',
    '',
    ...ways.flatMap((w) => [
      `${called[w]}:`,
      '',
      ...table(
        ['added', 'found', 'area under the curve against plain days'],
        scores.found[w].map((f) => [
          `${f.delay} ms`,
          rate(f.rate),
          `${number(f.auc, 3)}${interval(f.clustered, 3)}`,
        ]),
      ),
      '',
    ]),
    'On the first so many reactions of a session, half prompts and half targets (sessions with fewer are not judged):',
    '',
    ...table(
      ['reactions', 'way', 'false alarms on plain days', '60 ms', '110 ms', '180 ms'],
      scores.first.map((f) => [f.size, called[f.way], rate(f.desk), ...f.found.map((d) => rate(d.rate))]),
    ),
    '',
    'From 110 ms on, by tool and machine, with own baseline; and sessions at any delay in which another detector of hands spoke:',
    '',
    ...table(
      ['tool', 'machine', 'found', 'another detector'],
      scores.byTool.map((t) => [t.tool, t.machine, rate(t.rate), t.named]),
    ),
    '',
    '## The delay itself',
    '',
    ...table(
      ['way', 'sessions', 'mean error', 'bias', 'inside the interval', 'half its width'],
      ways.map((w) => {
        const e = scores.errors[w]
        return [
          called[w],
          e.n,
          `${number(e.mean, 1)} ms${interval(e.clustered, 1)}`,
          `${number(e.bias, 1)} ms`,
          rate(e.covered),
          `${number(e.half, 0)} ms`,
        ]
      }),
    ),
    '',
    ...(scores.untimed > 0
      ? [`${scores.untimed} sessions are not among them: their tool’s own delay was not measured.`, '']
      : []),
    ...(scores.assumed > 0
      ? [
          `In ${scores.assumed} of them the tool’s own delay is the lab’s figure: it was not measured on these machines.`,
          '',
        ]
      : []),
    '## How people differ',
    '',
    ...table(
      ['', 'people', 'measured', 'model'],
      [...scores.spread.sd, ...scores.spread.location].map((s) => [
        s.what,
        s.people,
        `${number(s.measured, 1)} ms${interval(s.clustered, 1)}`,
        s.model === undefined ? '' : `${s.model.toFixed(1)} ms`,
      ]),
    ),
    '',
    'Standard deviations hold a session’s own chance as well and are therefore upper estimates; the last rows are means.',
    '',
    '## False alarms by what volunteers said of themselves',
    '',
    `Without own history, plain and difficult days together. Groups of fewer than ${smallest} people are not told apart. Age and assistive input decide; the rest is shown. An interval that holds 1 says that the ratio may be chance: above 1.25 it still counts against us, within 1.25 it clears nothing.`,
    '',
    ...table(
      ['group', 'people', 'false alarms', 'others', 'ratio', ''],
      scores.groups.map((g): (string | number)[] =>
        !g.rate || !g.others
          ? [g.what, `< ${smallest}`, '', '', '', g.reads]
          : [
              g.what,
              g.rate.people,
              rate(g.rate),
              rate(g.others),
              `${g.ratio?.toFixed(2) ?? ''}${interval(g.clustered, 2)}`,
              g.reads,
            ],
      ),
    ),
    ...(predictions.simulated ? ['', `**${simulated}**`] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** Upper end of the exact two-sided 95 % interval of none in n (Clopper and Pearson 1934). */
export function upperOfNone(n: number): number {
  return n === 0 ? 1 : 1 - 0.025 ** (1 / n)
}

function withoutHistory({ trials }: Opened): number {
  return trials.filter((t) => !t.baseline && t.judged && !t.judged.own.history).length
}

function rate(r: Rate): string {
  if (r.of === 0) return r.abstained > 0 ? `none judged, ${r.abstained} abstained` : 'none'
  const percent = (v: number) => (100 * v).toFixed(0)
  const over =
    r.clustered && r.hits > 0 && r.hits < r.of
      ? `; over people ${percent(r.clustered[0])}–${percent(r.clustered[1])} %`
      : ''
  return `${r.hits} of ${r.of} (${percent(r.wilson[0])}–${percent(r.wilson[1])} %${over})${r.abstained > 0 ? `, ${r.abstained} abstained` : ''}`
}

function interval(i: Interval, digits: number): string {
  return i ? ` (${i[0].toFixed(digits)} to ${i[1].toFixed(digits)})` : ''
}

function number(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : 'not measured'
}

function table(columns: string[], rows: (string | number)[][]): string[] {
  return [
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ]
}
