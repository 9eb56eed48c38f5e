import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ApiError, session } from '../api.ts'
import { moment } from '../format.ts'
import { CalibrationCard } from '../model/calibration-card.tsx'
import { modelInForce, models } from '../model/calls.ts'
import { EditModel } from '../model/edit-model.tsx'
import { SuppressionList } from '../model/suppression-list.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Page } from '../shell.tsx'

/** Every number that can move a person into the queue, what was set aside, and who decided so. */
export default function Model() {
  const model = useQuery(modelInForce)
  const versions = useQuery(models)
  const may = useQuery(session).data?.role === 'lead'
  const { data } = model
  return (
    <Page
      crumbs={
        <>
          <Link to="/detectors">Detectors</Link>
          <span className="faint">/</span>
          <span>Model</span>
        </>
      }
    >
      <div className="stack">
        <header className="row">
          <h1>The model</h1>
          <span className="small dim">
            {data && `${data.version}, ${data.inForce ? `since ${moment(data.inForce.at)}` : 'as it ships'}`}
            {data?.refolding && ` · applied to ${data.refolding.done} of ${data.refolding.of}`}
          </span>
        </header>
        {model.isPending && <Loading what="the model" rows={5} />}
        {model.isError && !data && <Failed error={model.error as ApiError} what="model" />}
        {data && <EditModel key={data.version} model={data} may={may} />}
        {data && <CalibrationCard may={may} />}
        {versions.data && versions.data.length > 0 && (
          <section className="card">
            <h2>Versions</h2>
            <ul className="list">
              {versions.data.map((m) => (
                <li key={`${m.version} ${m.at}`}>
                  <span className="mono">{m.version}</span> {moment(m.at)}, {m.by}: {m.because}
                </li>
              ))}
            </ul>
          </section>
        )}
        <h2>Set aside</h2>
        <SuppressionList />
      </div>
    </Page>
  )
}
