// A spreadsheet runs what begins like this as a formula (OWASP, "CSV Injection"); tab and line ends hide the beginning.
const RISKY = /^\s*[=+\-@\t\r|%]/

/**
 * Rows as CSV (RFC 4180) for German spreadsheets: semicolons, CRLF, a byte order mark so that umlauts survive.
 * A text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value).replace('.', ',')
  const safe = RISKY.test(value) ? `'${value}` : value
  return /[";\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
