/** A gauge in the Prometheus text format; `labels` as `kiosk="…"`. */
export const gauge = (name: string, values: readonly (readonly [labels: string, value: number])[]): string[] => [
  `# TYPE ${name} gauge`,
  ...values.map(([labels, value]) => `${name}{${labels}} ${String(value)}`),
]
