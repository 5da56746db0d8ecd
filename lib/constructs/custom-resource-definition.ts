import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';

/** A rule in CEL that `self` must fulfil, and what the API server answers when it does not. */
interface CelRule {
  readonly rule: string;
  readonly message: string;
}

interface Described {
  /** What `kubectl explain` says. */
  readonly description?: string;
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
}

/** The part of OpenAPI v3 in which schemas are written here: what it has, TypeScript can check too. */
export type Schema = Described &
  (
    | {
        readonly type: 'string';
        readonly enum?: readonly string[];
        readonly pattern?: string;
        readonly minLength?: number;
        readonly maxLength?: number;
        readonly default?: string;
      }
    | {
        readonly type: 'integer' | 'number';
        readonly minimum?: number;
        readonly maximum?: number;
        readonly default?: number;
      }
    | { readonly type: 'boolean'; readonly default?: boolean }
    | { readonly type: 'array'; readonly items: Schema; readonly maxItems?: number }
    | ObjectSchema
  );

export interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The TypeScript type of what a schema lets in. */
export type ValueOf<S> = S extends { readonly enum: readonly (infer V)[] }
  ? V
  : S extends { readonly type: 'string' }
    ? string
    : S extends { readonly type: 'integer' | 'number' }
      ? number
      : S extends { readonly type: 'boolean' }
        ? boolean
        : S extends { readonly items: infer I }
          ? readonly ValueOf<I>[]
          : S extends { readonly properties: infer P; readonly required?: readonly (infer R)[] }
            ? { readonly [K in keyof P & R]: ValueOf<P[K]> } & {
                readonly [K in Exclude<keyof P, R>]?: ValueOf<P[K]>;
              }
            : never;

export interface CustomResourceDefinitionProps<Spec extends ObjectSchema> {
  /** API group, a domain of yours; with the plural it makes the name of the definition. */
  readonly group: string;
  /** Kind, as in `Workshop`; `kubectl get` takes it in lower case. */
  readonly kind: string;
  /** Plural in lower case, as in `workshops`. */
  readonly plural: string;
  /**
   * Short names for `kubectl get`.
   * @default - none
   */
  readonly shortNames?: readonly string[];
  /** What `spec` must be. */
  readonly spec: Spec;
  /**
   * What `status` must be: written by a controller, through an address of its own that an edit of
   * `spec` cannot reach, nor it `spec`.
   * @default - no status
   */
  readonly status?: ObjectSchema;
  /**
   * Columns of `kubectl get` after the name: title → path, as in `.spec.seats`.
   * @default - only the age
   */
  readonly columns?: Readonly<
    Record<string, { path: string; type: 'string' | 'integer' | 'date' }>
  >;
}

/**
 * Teaches the cluster a kind of its own, in namespaces, and TypeScript with it: the schema that the
 * API server enforces is also the type of `spec` in `resource()`.
 *
 * It is a plain ApiObject because the schema must arrive as written; the types of cdk8s-plus drop
 * keywords newer than theirs.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export class CustomResourceDefinition<const Spec extends ObjectSchema> extends Construct {
  private readonly apiVersion: string;
  private readonly kind: string;

  constructor(scope: Construct, id: string, props: CustomResourceDefinitionProps<Spec>) {
    super(scope, id);
    const { group, kind, plural, shortNames, spec, status, columns = {} } = props;
    this.apiVersion = `${group}/v1`;
    this.kind = kind;
    new ApiObject(this, 'Resource', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { kind, plural, singular: kind.toLowerCase(), shortNames },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                required: ['spec'],
                properties: { spec, ...(status && { status }) },
              },
            },
            ...(status && { subresources: { status: {} } }),
            additionalPrinterColumns: [
              ...Object.entries(columns).map(([name, { path, type }]) => ({
                name,
                type,
                jsonPath: path,
              })),
              { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
            ],
          },
        ],
      },
    });
  }

  /** An object of this kind. It is written to `custom-resources/`: the definition comes first. */
  resource(name: string, spec: ValueOf<Spec>, metadata: ApiObjectMetadata = {}): ApiObject {
    const { apiVersion, kind } = this;
    return new ApiObject(this, name, { apiVersion, kind, metadata: { ...metadata, name }, spec });
  }
}
