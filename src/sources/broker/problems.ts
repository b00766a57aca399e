import type { PermissionId } from '../../policy/permissionSets.ts';

/** What is wrong with the property `broker` of the setting. */
export type BrokerFault =
  /** None is named: said only to who wants to set one up. */
  | 'missing'
  | 'shape'
  /** A property that we do not know: it may be one that matters, mistyped. */
  | 'property'
  | 'kind'
  | 'url'
  | 'notHttps'
  /** User, password, query or fragment: a secret in a settings file, or what two readers take differently. */
  | 'urlExtras'
  | 'host'
  | 'mount'
  | 'namespace';

/** Why an answer of a broker is not used, though it came in time and looks like one. */
export type AnswerFault =
  | 'shape'
  /** No installation token: a person's token, or nothing of GitHub's. */
  | 'kind'
  | 'noLifetime'
  | 'tooLong'
  | 'tooShort'
  | 'noPermissions'
  | 'broader'
  | 'less'
  | 'noRepositories'
  | 'repository'
  | 'host'
  /** It was let in nowhere, seconds after it was made. */
  | 'dead';

/** What happened on the way to the broker, before it had a say. */
export type WayFault =
  | 'offline'
  | 'timeout'
  | 'tlsUntrusted'
  | 'proxyRefused'
  | 'redirectRefused'
  | 'tooLarge'
  | 'notJson'
  /** A request that would have gone elsewhere than the setting says. A mistake of ours, stopped. */
  | 'wrongOrigin';

/** What a broker refuses with. */
export type RefusalKind =
  | 'brokerUnauthorized'
  | 'brokerForbids'
  /** The app behind it has no installation for this owner. */
  | 'brokerNotInstalled'
  /** The installation lacks a permission, or leaves the repository out. */
  | 'brokerNotGranted'
  /** Nothing hands out tokens at the address of the setting. */
  | 'brokerNotFound'
  | 'brokerBusy'
  | 'brokerTrouble'
  | 'brokerUnknown';

/** Why a broker gave no usable token. `broker` is the name in the person's own setting; `repository` is `owner/name`. */
export type BrokerProblem =
  /** `text`: what the person wrote, to be cleaned where it is shown. */
  | { readonly kind: 'brokerSetting'; readonly fault: BrokerFault; readonly text: string }
  /** HashiCorp Vault lets nobody in without a token of its own. */
  | { readonly kind: 'brokerNoSecret'; readonly broker: string }
  /** The secret that is kept was given for another address: it is not sent to this one. */
  | { readonly kind: 'brokerOtherOrigin'; readonly broker: string; readonly keptFor: string }
  | { readonly kind: 'brokerWay'; readonly broker: string; readonly why: WayFault; readonly code: string }
  | {
      readonly kind: RefusalKind;
      readonly broker: string;
      readonly repository: string;
      readonly status: number;
    }
  | {
      readonly kind: 'brokerAnswer';
      readonly broker: string;
      readonly fault: AnswerFault;
      readonly repository: string;
      /** Of `broader` and `less`: which permissions, with their level. */
      readonly permissions: readonly PermissionId[];
    };
