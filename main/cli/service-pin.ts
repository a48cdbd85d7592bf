import { systemRandom } from '../random.ts'
import { hashPin, PIN } from '../service/pin.ts'
import type { OperatorCommand } from './command.ts'

const USAGE =
  'service-pin: needs a PIN of 6 to 12 digits in FOYER_SERVICE_PIN; its hash goes into device.json, servicePins.it or servicePins.staff'

/** Hashes a PIN for one device. By variable, not by flag: flags are seen by everybody on the machine. */
export const servicePin: OperatorCommand = async (_args, { environment, write }) => {
  const pin = environment['FOYER_SERVICE_PIN'] ?? ''
  if (!PIN.test(pin)) {
    write(USAGE)
    return 2
  }
  write(await hashPin(pin, systemRandom.bytes))
  return 0
}
