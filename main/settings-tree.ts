export type Tree = { [key: string]: unknown }

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
export const only = (tree: Tree, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => keys.includes(key)))

/** What `over` says beats what `under` says, key by key, however deep. */
export function merge(under: Tree, over: Tree): Tree {
  const merged = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key]
    merged[key] = isTree(value) && isTree(below) ? merge(below, value) : value
  }
  return merged
}

/** The dotted keys of all values. */
export function leaves(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (isTree(value) ? leaves(value, `${prefix}${key}.`) : [`${prefix}${key}`]))
}

export function at(tree: Tree, key: string): unknown {
  return atPath(tree, key.split('.'))
}

export function atPath(tree: Tree, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, part) => (isTree(value) && Object.hasOwn(value, part) ? value[part] : undefined), tree)
}
