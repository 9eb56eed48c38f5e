import { Chart, Table, useWidth } from '../parts/pieces.tsx'
import { type AfterVerify, ratioSentence, shareWords } from './totals.ts'

const low = 0.4
const high = 1.4

/** Whether those who were asked to verify are moved on as often as those who could proceed at once. */
export function AfterVerifyRatio({ after }: { after: AfterVerify | undefined }) {
  if (!after)
    return (
      <section className="card stack tight">
        <header className="row">
          <h2>Moved on after verify, against proceed</h2>
          <span className="tag missing push">not measured</span>
        </header>
        <p className="small dim">
          Too few applications of either kind have been moved on or rejected. The applicant system’s export
          says which; connect it, or load a newer one.
        </p>
      </section>
    )
  return (
    <Chart
      title="Moved on after verify, against proceed"
      note="ratio, 95 % interval"
      chart={
        <>
          <Drawing after={after} />
          <p className="small dim" style={{ marginTop: 8 }}>
            {ratioSentence(after)}
          </p>
          <p className="small faint" style={{ marginTop: 4 }}>
            After verify {shareWords(after.verify)}; after proceed {shareWords(after.proceed)}.
          </p>
        </>
      }
      table={
        <Table
          columns={['', 'Moved on', 'Of', 'Ratio', 'Interval']}
          rows={[
            [
              'verify',
              String(after.verify[0]),
              String(after.verify[1]),
              after.ratio.toFixed(2),
              `${after.low.toFixed(2)}–${after.high.toFixed(2)}`,
            ],
            ['proceed', String(after.proceed[0]), String(after.proceed[1]), 'reference', ''],
          ]}
        />
      }
    />
  )
}

function Drawing({ after }: { after: AfterVerify }) {
  const [ref, width] = useWidth(300)
  const at = (v: number) => 8 + ((Math.min(high, Math.max(low, v)) - low) / (high - low)) * (width - 64)
  const y = 26
  const [a, b] = [at(after.low), at(after.high)]
  // Beyond the drawing: two slashes in the place of the interval's end.
  const end = (value: number, x: number) =>
    value < low || value > high ? `M${x - 2} ${y + 5}l3 -10M${x + 2} ${y + 5}l3 -10` : `M${x} ${y - 5}v10`
  return (
    <div ref={ref}>
      <svg width={width} height={66} aria-hidden="true">
        <rect x={8} y={4} width={at(0.8) - 8} height={44} fill="var(--sunken)" />
        <line x1={at(0.8)} x2={at(0.8)} y1={4} y2={48} stroke="var(--ink)" />
        <line x1={at(1)} x2={at(1)} y1={4} y2={48} stroke="var(--line-2)" />
        <path
          d={`M${a} ${y}H${b}${end(after.low, a)}${end(after.high, b)}`}
          stroke="var(--ink-2)"
          strokeWidth="1.4"
          fill="none"
        />
        <circle cx={at(after.ratio)} cy={y} r={4.5} fill="var(--ink)" />
        <text x={width} y={y + 4} fontSize="13" fill="var(--ink)" textAnchor="end">
          {after.ratio.toFixed(2)}
        </text>
        <text x={at(0.8)} y={62} fontSize="11" fill="var(--ink)" textAnchor="middle" fontWeight="600">
          0.80
        </text>
        <text x={at(1)} y={62} fontSize="11" fill="var(--ink-3)" textAnchor="middle">
          1.00
        </text>
      </svg>
    </div>
  )
}
