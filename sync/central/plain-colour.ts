/** The theme is the town's own, yet it lands in style sheets and style attributes: only plain hexadecimal colours get there. */
export const plainColour = (colour: string, otherwise: string): string => (/^#[0-9a-f]{6}$/i.test(colour) ? colour : otherwise)
