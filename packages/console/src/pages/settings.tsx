import { Button, Modal, Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type ApiError, queryClient, type SensorPolicy, sensorPolicy, setSensorPolicy } from '../api.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Devices } from '../sensors/devices.tsx'
import { Page } from '../shell.tsx'
import { useMe } from '../work/me.ts'

const sensors: { name: keyof SensorPolicy; title: string; records: string; never: string }[] = [
  {
    name: 'browser',
    title: 'Script in pages',
    records:
      'Times of keys with their class, pointer differences, answers to prompts, round trips: on sign-in pages, portals and interview pages that load it, after consent.',
    never: 'Which key; anything in password, code or payment fields; where on the page.',
  },
  {
    name: 'endpoint',
    title: 'Sensor on company laptops',
    records:
      'The same on the whole laptop, with the device each event came from; what is plugged in, displays, gateway and Wi-Fi stations.',
    never: 'Which key, window titles, contents of the screen.',
  },
  {
    name: 'presence',
    title: 'Presence checks',
    records: 'Two minutes of prompts that one person is asked for and consents to; declining weighs nothing.',
    never: 'Anything outside those two minutes.',
  },
]

/** What the sensors may do. Everything is off until a person switches it on here. */
export default function Settings() {
  const { role } = useMe()
  const policy = useQuery(sensorPolicy)
  const [asked, setAsked] = useState<keyof SensorPolicy>()
  const change = useMutation({
    mutationFn: setSensorPolicy,
    onSuccess: (data) => {
      queryClient.setQueryData(sensorPolicy.queryKey, data)
      setAsked(undefined)
    },
  })
  const about = sensors.find((s) => s.name === asked)
  return (
    <Page crumbs={<span>Settings</span>}>
      <div className="stack">
        <header className="row">
          <h1>Settings</h1>
          <span className="small dim">
            sensors are off until you switch them on, and measure nobody whom no timing policy covers
          </span>
          <Link className="push" to="/settings/privacy">
            Privacy
          </Link>
          <Link to="/settings/outputs">Outputs</Link>
        </header>
        {policy.isPending && <Loading what="the policy" rows={3} />}
        {policy.isError && !policy.data && (
          <Failed error={policy.error as ApiError} what="policy" retry={() => void policy.refetch()} />
        )}
        {change.isError && (
          <Failed error={change.error as ApiError} what="change" retry={() => change.reset()} />
        )}
        {policy.data &&
          sensors.map(({ name, title, records, never }) => (
            <section className="card" key={name}>
              <header className="card-head">
                <h2>{title}</h2>
                <Switch
                  className="push"
                  checked={policy.data[name]}
                  disabled={role === 'auditor'}
                  label={policy.data[name] ? 'on' : 'off'}
                  aria-label={title}
                  onChange={() =>
                    policy.data[name] ? change.mutate({ ...policy.data, [name]: false }) : setAsked(name)
                  }
                />
              </header>
              <p>
                <b>Records:</b> {records}
              </p>
              <p>
                <b>Never:</b> {never}
              </p>
              {name === 'browser' && policy.data.browser && (
                <pre className="mono snippet">{`<script async src="${location.origin}/v1/sensor/telltale.js"\n  data-ticket="from POST /v1/sensor/tickets" data-consent="given"></script>`}</pre>
              )}
              {name === 'endpoint' && policy.data.endpoint && (
                <>
                  <pre className="mono snippet">{`telltale-sensor enrol --url ${location.origin} --device LT-0042 --token -   # then paste the API token`}</pre>
                  <Devices />
                </>
              )}
            </section>
          ))}
      </div>
      <Modal
        opened={about !== undefined}
        onClose={() => setAsked(undefined)}
        title={`Switch on: ${about?.title}`}
      >
        <div className="stack">
          <p>{about?.records}</p>
          <p>
            The people it measures must have been told what is measured and why. In many places a works
            council or a regulator has a say first.
          </p>
          <Button
            loading={change.isPending}
            onClick={() => about && policy.data && change.mutate({ ...policy.data, [about.name]: true })}
          >
            They have been told: switch on
          </Button>
        </div>
      </Modal>
    </Page>
  )
}
