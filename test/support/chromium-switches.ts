/**
 * What Playwright switches off for a browser under test, as far as it is more than a name to us, and the address bar's two
 * pages: Chromium draws them for every window, in a process of their own, which takes as long as our own start screen. Said
 * as a whole, because Chromium takes the last list that it is given.
 */
const FEATURES_OFF = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
]

/** The switches of every browser that a test or a benchmark starts. */
export const CHROMIUM_SWITCHES: readonly string[] = [
  // Chromium's sandbox needs an unprivileged user; a container's root has none.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-dev-shm-usage',
  '--disable-gpu',
  `--disable-features=${FEATURES_OFF.join(',')}`,
]
