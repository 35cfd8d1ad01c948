import { otherDefaults, saysAll } from '../core/identity/defaults.ts';
import type { Store, ViewRequest } from './store/store.ts';
import type { Plan } from './tasks.ts';

/**
 * Which results of another fingerprint stand for an item today, because only the schema's defaults were others when they
 * were made; nothing where the store has no such fingerprint.
 */
export function adoption(store: Pick<Store, 'akin' | 'fingerprintParts'>, plan: Plan): ViewRequest['adopts'] {
  const { task, fingerprint: today } = plan;
  const akin = new Map(store.akin(today.digest).map((id) => [id, otherDefaults(store.fingerprintParts(id) ?? {}, today.parts)]));
  if (akin.size === 0) return undefined;
  return (fingerprint, item) => {
    const others = akin.get(fingerprint);
    return others !== undefined && (others.length === 0 || saysAll(task, plan.item(item).point, others));
  };
}
