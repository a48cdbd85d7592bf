import './qr-code.css'

/** A QR code from its rows of `0` and `1`: one path, with the quiet zone of four modules that readers need (ISO/IEC 18004). */
export function QrCode({ rows, label }: { rows: readonly string[]; label: string }) {
  const quiet = 4
  const size = rows.length + quiet * 2
  const path = rows
    .flatMap((row, y) =>
      [...row.matchAll(/1+/g)].map(({ index, 0: run }) => `M${index + quiet} ${y + quiet}h${run.length}v1h-${run.length}z`),
    )
    .join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect class="qr-ground" width={size} height={size} />
      <path class="qr-modules" d={path} />
    </svg>
  )
}
