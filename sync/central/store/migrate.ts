import type { Migration } from './migration.ts'
import { MIGRATIONS } from './migrations.ts'
import { type Engine, StoreUnusable, type Tx } from './store.ts'

/**
 * Brings the schema up to date inside the caller's transaction, which also holds the lock that makes several
 * processes starting at once take turns. Answers the version reached. A database that is one step ahead is left as it is.
 */
export async function migrate(
  tx: Tx,
  { engine, nowMs, migrations = MIGRATIONS }: { engine: Engine; nowMs: number; migrations?: readonly Migration[] },
): Promise<number> {
  await tx.run(
    'create table if not exists migration (version integer primary key, name text not null, applied_at bigint not null)',
  )
  const row = await tx.one<{ version: number | null }>('select max(version) as version from migration')
  const reached = row?.version ?? 0
  const newest = migrations.at(-1)?.version ?? 0
  const ahead = await tx.one<{ steps: number }>('select count(*) as steps from migration where version > $1', [newest])
  // One step ahead is what a town has just turned back from: a step takes nothing from the version before (migrations.ts).
  if (Number(ahead?.steps ?? 0) > 1) {
    throw new StoreUnusable(
      `the database was written by a newer Foyer (schema ${String(reached)}, this program knows ${String(newest)}): update the program`,
    )
  }
  for (const migration of migrations.filter((candidate) => candidate.version > reached)) {
    for (const statement of migration.statements) await tx.run(typeof statement === 'string' ? statement : statement[engine])
    await tx.run('insert into migration (version, name, applied_at) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      nowMs,
    ])
  }
  return Math.max(reached, newest)
}
