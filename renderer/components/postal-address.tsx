import { addressLine } from '../../sync/contract/address-line.ts'
import type { Office } from '../../sync/contract/catalogue.ts'

/** As it stands on the signs, in every language; a voice says it in German. */
export const PostalAddress = ({ of }: { of: Office['address'] }) => (
  <span lang="de" dir="ltr">
    {addressLine(of)}
  </span>
)
