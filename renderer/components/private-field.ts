/**
 * What every field of a visitor is: nothing in it is completed, corrected, checked or kept by the browser, the keys are
 * ours alone, and it is private to the voice (GDPR Art. 25; EN 301 549 5.1.3.9).
 */
export const PRIVATE_FIELD = {
  autocomplete: 'off',
  autocorrect: 'off',
  autocapitalize: 'off',
  spellcheck: false,
  inputMode: 'none',
  'data-private': true,
} as const
