import { Button } from '@mantine/core'
import { caseRoles, type SubjectView } from '@telltale/core'
import { useState } from 'react'
import { CaseExports } from './case-exports.tsx'
import { useMe } from './me.ts'
import { Reveal } from './reveal.tsx'

/** Above a case: its address, its file. */
export function CaseActions({ view }: { view: SubjectView }) {
  const { role } = useMe()
  const [copied, setCopied] = useState(false)
  return (
    <>
      <span className="small dim">Times: UTC</span>
      {(caseRoles as readonly string[]).includes(role) && (
        <Reveal key={view.subject} subject={view.subject} pseudonym={view.pseudonym} />
      )}
      <Button
        variant="default"
        onClick={() =>
          void navigator.clipboard.writeText(location.href).then(() => {
            setCopied(true)
            setTimeout(() => setCopied(false), 2000)
          })
        }
      >
        {copied ? 'Copied' : 'Copy link'}
      </Button>
      {view.case && role !== 'administrator' && role !== 'recruiter' && (
        <CaseExports id={view.case} full={role === 'counsel'} />
      )}
    </>
  )
}
