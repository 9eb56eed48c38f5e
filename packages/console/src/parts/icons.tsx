const paths = {
  today: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.5V8l2.3 1.4',
  cases: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  farms:
    'M4 8.2l7-4M4 8.2l7 3.8M4.2 8.2a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0M14.4 3.8a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0M14.4 12.2a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0',
  applicants: 'M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.2M6.2 8h4M6.2 10.8h4',
  hunts: 'M7 2.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 0 0 0 -9.6M10.5 10.5l3.7 3.7',
  trends: 'M2 12l3.6-4.4 2.8 2L13.8 4M10.6 4h3.2v3.2',
  leads: 'M3.5 14V2.5M3.5 3h8.6l-1.8 2.8 1.8 2.8H3.5',
  coverage: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  detectors: 'M3 13V8M8 13V3M13 13V6',
  quarantine: 'M8 2.2 14.2 13H1.8zM8 6.5v3M8 11.2v.1',
  try: 'M1 8h4M11 8h4M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6',
  settings:
    'M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  audit: 'M5.5 8a2.5 2.5 0 0 1 0-4h2.2a2.5 2.5 0 0 1 0 5M10.5 8a2.5 2.5 0 0 1 0 4.5H8.3a2.5 2.5 0 0 1 0-5',
  keys: 'M1.5 4h13v8h-13zM4 6.6h.1M6.7 6.6h.1M9.3 6.6h.1M12 6.6h.1M5 9.4h6',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true" style={{ flex: 'none' }}>
      <path
        d={paths[name]}
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** Telltale's mark: a ribbon of collector, device and hands. */
export function Mark() {
  return (
    <svg width="26" height="10" viewBox="0 0 26 10" aria-hidden="true" style={{ flex: 'none' }}>
      <path d="M4 5h18" stroke="var(--ink)" strokeWidth="1.6" />
      <rect x="0" y="1.5" width="7" height="7" rx="1" fill="var(--ink)" />
      <circle cx="13" cy="5" r="2.6" fill="var(--canvas)" stroke="var(--ink)" strokeWidth="1.5" />
      <circle cx="22.4" cy="5" r="3.4" fill="var(--ink)" />
    </svg>
  )
}

/** ◇ the claim, ● evidence, ◌ not measured: 10 px marks for text. */
export function Sign({ is }: { is: 'claim' | 'evidence' | 'missing' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" style={{ flex: 'none' }}>
      {is === 'claim' && (
        <path d="M5 .9 9.1 5 5 9.1.9 5z" fill="none" stroke="var(--ink-2)" strokeWidth="1.2" />
      )}
      {is === 'evidence' && <circle cx="5" cy="5" r="3.4" fill="var(--ink)" />}
      {is === 'missing' && (
        <circle
          cx="5"
          cy="5"
          r="3.6"
          fill="none"
          stroke="var(--ink-3)"
          strokeWidth="1.2"
          strokeDasharray="2 1.6"
        />
      )}
    </svg>
  )
}
