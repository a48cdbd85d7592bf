import type { Office } from '../../sync/contract/catalogue.ts'

/** As it stands on the signs, in every language; a voice says it in German. */
export const PostalAddress = ({ of: { street, postalCode, city } }: { of: Office['address'] }) => (
  <span lang="de" dir="ltr">
    {street}, {postalCode} {city}
  </span>
)
