import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { OutputsView } from '@telltale/core'
import { useState } from 'react'
import { type ApiError, queryClient } from '../api.ts'
import { date } from '../format.ts'
import { outputs, signStix, unsignStix } from './calls.ts'

/** Indicators for other companies: counsel's to allow. */
export function StixCard({ stix, counsel }: { stix: OutputsView['stix']; counsel: boolean }) {
  const [because, setBecause] = useState('')
  const sign = useMutation({
    mutationFn: () => (stix.signed ? unsignStix() : signStix(because)),
    onSuccess: (view) => queryClient.setQueryData(outputs.queryKey, view),
  })
  return (
    <section className="card" aria-label="Indicators for other companies">
      <header className="card-head">
        <h2>Indicators for other companies</h2>
        <span className="small dim">STIX 2.1, TLP:{stix.tlp.toUpperCase()}</span>
      </header>
      <p>
        Contacts of confirmed cases, as hashes under a key that both companies share; no name, no id. What an
        overturned case gave rise to is revoked in the next bundle.
      </p>
      <p>
        {stix.signed
          ? `Signed by ${stix.signed.by} on ${date(stix.signed.at)}: ${stix.signed.because}`
          : 'Off until counsel signs.'}{' '}
        {!stix.keySet && 'No key is set yet.'}
      </p>
      {counsel && (
        <div className="row wrap">
          {!stix.signed && (
            <TextInput
              aria-label="Why it may leave"
              style={{ width: 320, maxWidth: '100%' }}
              placeholder="why it may leave, and to whom"
              value={because}
              onChange={(e) => setBecause(e.currentTarget.value)}
            />
          )}
          <Button
            size="xs"
            variant="default"
            loading={sign.isPending}
            disabled={!stix.signed && because.trim().length < 10}
            onClick={() => sign.mutate()}
          >
            {stix.signed ? 'Take the signature back' : 'Sign'}
          </Button>
        </div>
      )}
      {sign.isError && <p role="alert">{(sign.error as ApiError).message}</p>}
    </section>
  )
}
