import { isObject, valueAt } from './manifest';
import { compare, plus, type Quantity, quantityOf } from './quantity';
import { kept } from './remembered';

/** How much of what: `cpu`, `memory`, `nvidia.com/gpu`, … */
export type Amounts = ReadonlyMap<string, Quantity>;

/** What a container or a pod asks for, and what it may not go beyond. */
export interface Resources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** The amounts of a list such as `{ cpu: '100m' }`; those that are none are left out. */
export function amountsOf(list: unknown): Amounts {
  if (!isObject(list)) return new Map();
  return new Map(
    Object.entries(list).flatMap(([name, value]) => {
      const quantity = quantityOf(value);
      return quantity ? [[name, quantity] as const] : [];
    }),
  );
}

export function resourcesOf(resources: unknown): Resources {
  return isObject(resources) ? read(resources) : NOTHING;
}

const read = kept((resources: object): Resources => ({
  requests: amountsOf(valueAt(resources, 'requests')),
  limits: amountsOf(valueAt(resources, 'limits')),
}));

/** All of both; an amount that both have is added up. */
export function sumOf(left: Amounts, right: Amounts): Amounts {
  return merged(left, right, plus);
}

/** The larger of what both have, and all that one of them has. */
export function mostOf(left: Amounts, right: Amounts): Amounts {
  return merged(left, right, (one, other) => (compare(one, other) < 0 ? other : one));
}

/** All of both; an amount that both have is the one on the right. */
export function withOwn(left: Amounts, right: Amounts): Amounts {
  return merged(left, right, (_, own) => own);
}

/** Whether requests and limits of a resource must be the same, since it cannot be given out twice. */
export function isIndivisible(name: string): boolean {
  return name.startsWith('hugepages-') || (name.includes('/') && !name.includes('kubernetes.io/'));
}

export const NO_AMOUNTS: Amounts = new Map();
export const NOTHING: Resources = { requests: NO_AMOUNTS, limits: NO_AMOUNTS };

function merged(
  left: Amounts,
  right: Amounts,
  both: (left: Quantity, right: Quantity) => Quantity,
): Amounts {
  const result = new Map(left);
  for (const [name, quantity] of right) {
    const there = result.get(name);
    result.set(name, there ? both(there, quantity) : quantity);
  }
  return result;
}
